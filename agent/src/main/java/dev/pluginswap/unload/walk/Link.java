package dev.pluginswap.unload.walk;

/** How one object refers to the next one on a path. */
public sealed interface Link {

  /**
   * Where a walk begins.
   *
   * @param words for persons: {@code thread "worker-1"}; empty where the object says it
   */
  record Root(String words) implements Link {}

  /**
   * By a field, of the object or, when it is static, of the class that the object is.
   *
   * @param field which one
   */
  record Field(FieldRef field) implements Link {}

  /**
   * By an element of an array.
   *
   * @param index which one
   */
  record Element(int index) implements Link {}

  /** By what every object or class has: its class, superclass, interface or loader. */
  record Type() implements Link {}
}
