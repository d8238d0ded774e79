package dev.pluginswap.verify.link;

import dev.pluginswap.api.Plugin;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the workspace and of its JVM, as far as they are asked for. Nothing is loaded or
 * initialised to know them: what is loaded already is asked by reflection, since agents may have
 * changed it, and everything else is read from the loaders' resources. The JDK's own classes are
 * always read: reflection hides some of their members.
 *
 * <p>Meant to be kept across checks: what was read is remembered until memory is short. What
 * reflection says is not, so that a class that was redefined meanwhile is seen as it is; the JVM
 * remembers that itself. Thread-safe.
 */
public final class HostClasses {

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final WorkspaceView workspace;

  /**
   * The workspace's loader and its parents up to the JDK's, in the order in which they are asked.
   */
  private final List<ClassLoader> chain;

  /** What was read, by internal name; never what was not found, which may appear. */
  private SoftReference<Map<String, ClassModel>> models = new SoftReference<>(null);

  /** The classes that the workspace's loader sees. */
  public HostClasses(WorkspaceView workspace) {
    this.workspace = workspace;
    this.chain = chain(workspace.loader());
  }

  /** The modules of the boot layer by package, which are the same as long as the JVM lives. */
  private static final class Boot {
    static final Map<String, Module> MODULES = new HashMap<>(1 << 11);

    static {
      for (Module module : ModuleLayer.boot().modules()) {
        for (String name : module.getPackages()) {
          MODULES.put(name, module);
        }
      }
    }
  }

  /** The module of the boot layer that has a package and that the workspace sees; else null. */
  private @Nullable Module module(String name) {
    Module module = Boot.MODULES.get(name);
    if (module == null) {
      return null;
    }
    ClassLoader definer = module.getClassLoader();
    return definer == null || definer == PLATFORM || chain.contains(definer) ? module : null;
  }

  private static List<ClassLoader> chain(ClassLoader loader) {
    List<ClassLoader> chain = new ArrayList<>();
    for (ClassLoader next = loader; next != null && next != PLATFORM; next = next.getParent()) {
      chain.add(0, next);
    }
    chain.add(0, PLATFORM);
    return List.copyOf(chain);
  }

  WorkspaceView workspace() {
    return workspace;
  }

  /** The classes as they are now, for one check. */
  HostView view() {
    return new HostView(this, loadedByName(), models());
  }

  /** Loaded classes that are the workspace's own, by internal name. */
  private Map<String, Class<?>> loadedByName() {
    Map<String, Class<?>> byName = new HashMap<>();
    for (ClassLoader loader : chain.subList(1, chain.size())) {
      for (Class<?> type : workspace.loaded().of(loader)) {
        if (type.getClassLoader() == loader && !type.isArray() && !type.isHidden()) {
          byName.putIfAbsent(Names.internal(type.getName()), type);
        }
      }
    }
    return byName;
  }

  /** Whether classes of unnamed modules may use the public classes of a package. */
  boolean isExported(String packageName) {
    String name = Names.binary(packageName);
    Module module = module(name);
    return module == null || module.isExported(name, workspace.loader().getUnnamedModule());
  }

  /** The module that has a package; null when none has. */
  @Nullable Module moduleOf(String packageName) {
    return module(Names.binary(packageName));
  }

  /**
   * Reads a class from resources.
   *
   * @return null when there is none, or none that can be read
   */
  @Nullable ClassModel read(String name, Texts texts) throws IOException {
    Module module = moduleOf(Names.packageOf(name));
    String resource = name + ".class";
    if (module != null) {
      try (InputStream in = module.getResourceAsStream(resource)) {
        return in == null ? null : parse(in, originOf(module.getClassLoader()), texts);
      }
    }
    for (ClassLoader loader : chain) {
      // Asked from the top: the first that has it is the one that defines it.
      if (chain.size() > 2 && loader.getResource(resource) == null) {
        continue;
      }
      try (InputStream in = loader.getResourceAsStream(resource)) {
        if (in != null) {
          return parse(in, originOf(loader), texts);
        }
      }
    }
    return null;
  }

  /** Where the workspace's loader finds a class, for a person. */
  String placeOf(String name) {
    URL place = workspace.loader().getResource(name + ".class");
    return place == null ? "no file: it was generated" : place.toString();
  }

  /** Reads a class of the agent's API, which has a loader of its own. */
  @Nullable ClassModel readApi(String name, Texts texts) throws IOException {
    ClassLoader loader = Plugin.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : parse(in, new Origin(Origin.Kind.API, "api"), texts);
    }
  }

  Origin originOf(@Nullable ClassLoader definer) {
    if (definer == null) {
      return new Origin(Origin.Kind.JDK, "boot");
    }
    return definer == PLATFORM
        ? new Origin(Origin.Kind.JDK, "platform")
        : new Origin(Origin.Kind.WORKSPACE, "workspace " + chain.indexOf(definer));
  }

  private static @Nullable ClassModel parse(InputStream in, Origin origin, Texts texts)
      throws IOException {
    byte[] content = in.readAllBytes();
    try {
      return new ClassFile(content, texts).model(origin, "");
    } catch (RuntimeException e) {
      // The bytes make no sense: the JVM could not define the class either.
      return null;
    }
  }

  private synchronized Map<String, ClassModel> models() {
    Map<String, ClassModel> current = models.get();
    if (current == null) {
      current = new ConcurrentHashMap<>();
      models = new SoftReference<>(current);
    }
    return current;
  }
}
