package dev.pluginswap.runtime;

/** Judges the stack of a thread. */
@FunctionalInterface
interface StackRule {

  /**
   * Whether a thread is in a call into a generation, or may still come to be.
   *
   * @param stack innermost frame first, complete
   * @param bridges the name of the loaders of the generation's bridges, see {@link
   *     Generation#bridges}
   */
  boolean mayComeIn(StackTraceElement[] stack, String bridges);
}
