package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Raw;
import java.util.List;

/** The classes that a loader has defined: none is loaded by a look. */
final class LoadedClasses {

  private LoadedClasses() {}

  /** Those that are there now; hidden ones are not among them. */
  static List<Class<?>> of(ClassLoader loader) throws NoSuchFieldException {
    Object classes = Raw.field(ClassLoader.class, "classes").get(loader);
    if (!(classes instanceof List<?> list)) {
      return List.of();
    }
    synchronized (list) { // as the JVM's own ClassLoader.addClass does, before it was synchronized
      return list.stream().<Class<?>>map(type -> (Class<?>) type).toList();
    }
  }
}
