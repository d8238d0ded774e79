package dev.pluginswap.runtime;

/** How the methods of handles are compiled. */
public enum Dispatch {
  /**
   * Out of line: one or two nanoseconds more for each call, but a swap throws away little compiled
   * code, and a worker of the application that waits for its next call does not keep the old
   * generation in memory.
   */
  OUTLINE,

  /** Into their callers, so that a call costs what a direct one costs. */
  INLINE
}
