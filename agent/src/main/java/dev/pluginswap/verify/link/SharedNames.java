package dev.pluginswap.verify.link;

import java.util.HashSet;
import java.util.Set;

/**
 * Classes that both the plugin and the workspace have, and that members used by both name. The
 * first of the two that is loaded binds the other side, as long as its loader lives (JVMS 5.3.4);
 * it must not be the throw-away loader's.
 */
final class SharedNames {

  private final Check check;
  private final ClassLoader workspace;

  SharedNames(Check check, ClassLoader workspace) {
    this.check = check;
    this.workspace = workspace;
  }

  /** Loads the workspace's, without initialising them. */
  void load() {
    Set<String> descriptors = new HashSet<>();
    for (PluginClass type : check.plugin.classes().values()) {
      overridden(type, descriptors);
      for (MemberRef ref : type.mentions().members()) {
        if (!isOfPlugin(ref.owner())) {
          descriptors.add(ref.descriptor());
        }
      }
    }
    Set<String> names = new HashSet<>();
    descriptors.forEach(descriptor -> names.addAll(Names.classesIn(descriptor)));
    names.stream().filter(this::isOfBoth).forEach(this::load);
  }

  /** Methods of a class that has something of the workspace above it may override. */
  private void overridden(PluginClass type, Set<String> descriptors) {
    ClassModel model = type.model();
    boolean mixed =
        check.hierarchy.classes(model).stream().anyMatch(SharedNames::isOfWorkspace)
            || check.hierarchy.interfaces(model).stream().anyMatch(SharedNames::isOfWorkspace);
    if (mixed) {
      check.hierarchy.classes(model).stream()
          .filter(above -> above.origin().isPlugin())
          .flatMap(above -> above.methods().all().stream())
          .forEach(method -> descriptors.add(method.descriptor()));
    }
  }

  private static boolean isOfWorkspace(ClassModel model) {
    return model.origin().kind() == Origin.Kind.WORKSPACE;
  }

  private boolean isOfPlugin(String name) {
    ClassModel model = name.charAt(0) == '[' ? null : check.universe.find(name);
    return model != null && model.origin().isPlugin();
  }

  private boolean isOfBoth(String name) {
    return check.plugin.classes().containsKey(name) && check.universe.findInHost(name) != null;
  }

  private void load(String name) {
    try {
      Class.forName(Names.binary(name), false, workspace);
    } catch (ClassNotFoundException | LinkageError e) {
      // Then the workspace has none that could be bound.
    }
  }
}
