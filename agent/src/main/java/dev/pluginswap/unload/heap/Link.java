package dev.pluginswap.unload.heap;

/** How one object refers to the next one of a path. */
sealed interface Link {

  /** By a field of an instance. */
  record Field(String name) implements Link {}

  /** By a place in an array, from 0. */
  record Element(long position) implements Link {}

  /** By a static field, of the class that refers. */
  record Static(String name) implements Link {}

  /**
   * By what the JVM knows of it and no field says.
   *
   * @param words {@code class}, {@code protection domain}
   */
  record Internal(String words) implements Link {}
}
