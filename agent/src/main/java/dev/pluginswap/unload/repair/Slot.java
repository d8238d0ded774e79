package dev.pluginswap.unload.repair;

import org.jspecify.annotations.Nullable;

/**
 * A static field of the JDK that holds what an application may set, one for all of the JVM.
 *
 * @param type the name of the class that declares it
 * @param field its name
 * @param words what it is, for persons
 * @param replacement what it holds when nobody has set it
 * @param since the first JDK release that has it so
 * @param until the last
 */
record Slot(
    String type, String field, String words, Replacement replacement, int since, int until) {

  /** Makes what a slot holds when nobody has set it. */
  @FunctionalInterface
  interface Replacement {

    /** Null where the JDK makes its own when it needs one, or does without. */
    @Nullable Object make() throws ReflectiveOperationException;
  }

  /** A slot that is empty when nobody has set it. */
  static Slot of(String type, String field, String words) {
    return of(type, field, words, () -> null);
  }

  /** A slot of JDK 17 and later. */
  static Slot of(String type, String field, String words, Replacement replacement) {
    return new Slot(type, field, words, replacement, 17, Integer.MAX_VALUE);
  }

  /** The same, of no JDK after that. */
  Slot until(int last) {
    return new Slot(type, field, words, replacement, since, last);
  }

  /** Whether the JDK of a release has it. */
  boolean isIn(int release) {
    return release >= since && release <= until;
  }
}
