package dev.pluginswap.benchmarks;

/** What is in the jar of a {@link SmallPlugin}. */
public enum Content {
  /** No class and no service. */
  CODE_FREE,
  /** A class that provides a {@link java.util.function.Supplier}. */
  ONE_CLASS
}
