package dev.pluginswap.install;

/** How much of the second half of a transaction there is to do. */
enum Course {
  /** The directory, the class loader and the record. */
  SWAP,

  /**
   * The class loader and the record; the view follows the commit, because the bundle itself stands
   * in its place, unzipped by hand.
   */
  ADOPT,

  /** The class loader: another JVM has done the rest. */
  FOLLOW
}
