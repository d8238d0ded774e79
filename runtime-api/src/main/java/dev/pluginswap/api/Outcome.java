package dev.pluginswap.api;

/** How an operation on a plugin ended. Each value says what is live now. */
public enum Outcome {
  /** The new version is live, on disk and in the JVM, and the commit is durable. */
  COMMITTED,

  /**
   * Nothing was touched and nothing is wrong: what was asked for was live already, or the operation
   * was a dry run and the bundle passed.
   */
  UNCHANGED,

  /** The bundle was refused before anything live was touched; the problems say why. */
  REFUSED,

  /**
   * The swap had begun and was taken back, directory and class loader both; the old version is
   * live.
   */
  ROLLED_BACK,

  /**
   * The swap failed and so did taking it back. The old version is still serving, unless the
   * hand-over was exclusive and it did not start again: the problems say so. All evidence is kept
   * on disk and an operator has to look: the problems say where and how.
   */
  BROKEN
}
