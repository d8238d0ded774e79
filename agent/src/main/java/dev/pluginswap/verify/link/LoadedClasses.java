package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells which classes of a loader are loaded. */
@FunctionalInterface
public interface LoadedClasses {

  /** Where nothing can tell: resources are read. */
  LoadedClasses UNKNOWN = loader -> new Class<?>[0];

  /**
   * The classes that a loader can find by name without loading them, in any order; such as {@link
   * java.lang.instrument.Instrumentation#getInitiatedClasses}.
   */
  Class<?>[] of(ClassLoader loader);

  /** Those that one of the loaders but the first has defined itself, by internal name. */
  static Map<String, Class<?>> byName(LoadedClasses loaded, List<ClassLoader> chain) {
    Map<String, Class<?>> byName = new HashMap<>();
    for (ClassLoader loader : chain.subList(1, chain.size())) {
      for (Class<?> type : loaded.of(loader)) {
        if (type.getClassLoader() == loader && !type.isArray() && !type.isHidden()) {
          byName.putIfAbsent(Names.internal(type.getName()), type);
        }
      }
    }
    return byName;
  }
}
