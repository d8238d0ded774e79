package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.Delegation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All classes that take part, found by name as the loader of the asking class would find them. For
 * one check by one thread.
 */
final class Universe {

  private final Delegation delegation;
  private final HostView host;

  private final PluginIndex plugin;

  /** Classes that the plugin has but the JVM would not define: nobody else is asked for them. */
  private final Set<String> unreadable = new HashSet<>();

  /** What the plugin's loader has found, by internal name. */
  private final Map<String, ClassModel> found;

  private final Set<String> missing = new HashSet<>();

  /** Who is asked first, by package: it depends on nothing else. */
  private final Map<String, Delegation.Order> orders = new HashMap<>();

  Universe(Delegation delegation, HostView host, PluginIndex plugin) {
    this.delegation = delegation;
    this.host = host;
    this.plugin = plugin;
    this.found = new HashMap<>(2 * plugin.classes().size());
    for (PluginIndex.Unreadable file : plugin.unreadable()) {
      unreadable.add(file.name());
    }
  }

  /** The class of that name as the loader of another class finds it; null when it finds none. */
  @Nullable ClassModel find(ClassModel from, String name) {
    return switch (from.origin().kind()) {
      case PLUGIN -> find(name);
      case API -> api(name);
      case JDK, WORKSPACE -> host.find(name);
    };
  }

  /** The class of that name as the plugin's loader finds it; null when it finds none. */
  @Nullable ClassModel find(String name) {
    ClassModel known = found.get(name);
    return known != null ? known : findFirst(name);
  }

  private @Nullable ClassModel findFirst(String name) {
    if (missing.contains(name)) {
      return null;
    }
    ClassModel model = delegate(name);
    if (model == null) {
      missing.add(name);
    } else {
      found.put(name, model);
    }
    return model;
  }

  /** All that the plugin's loader has found so far. */
  Collection<ClassModel> found() {
    return found.values();
  }

  /** The class of that name as the workspace's loader finds it; null when it finds none. */
  @Nullable ClassModel findInHost(String name) {
    return host.find(name);
  }

  /** Where the workspace's loader finds a class, for a person. */
  String placeInHost(String name) {
    return host.placeOf(name);
  }

  /** Whether classes outside of the package's module may use its public classes. */
  boolean isExported(String packageName) {
    return host.isExported(packageName);
  }

  private Delegation.Order order(String name, String packageName) {
    Delegation.Order known = orders.get(packageName);
    if (known == null) {
      known = delegation.of(Names.binary(name));
      orders.put(packageName, known);
    }
    return known;
  }

  private @Nullable ClassModel delegate(String name) {
    ClassModel own = plugin.model(name);
    String packageName = own == null ? Names.packageOf(name) : own.packageName();
    return switch (order(name, packageName)) {
      case JDK_ONLY -> host.findJdk(name);
      case API -> host.findApi(name);
      case JDK_FIRST -> {
        ClassModel model = host.findJdk(name);
        yield model != null ? model : pluginFirst(name, own);
      }
      case WORKSPACE_FIRST -> {
        ClassModel model = host.find(name);
        yield model != null ? model : own;
      }
      case PLUGIN_FIRST -> pluginFirst(name, own);
    };
  }

  private @Nullable ClassModel pluginFirst(String name, @Nullable ClassModel own) {
    return own != null || unreadable.contains(name) ? own : host.find(name);
  }

  /** The API's own loader finds its classes; all else that they name is the JDK's. */
  private @Nullable ClassModel api(String name) {
    return order(name, Names.packageOf(name)) == Delegation.Order.API
        ? host.findApi(name)
        : host.findJdk(name);
  }
}
