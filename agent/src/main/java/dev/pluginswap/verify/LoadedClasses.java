package dev.pluginswap.verify;

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
}
