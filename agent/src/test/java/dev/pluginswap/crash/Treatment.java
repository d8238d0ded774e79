package dev.pluginswap.crash;

/** What becomes of one effect when the power is lost. */
enum Treatment {
  KEPT,
  LOST,
  /** Of a write: the first half of the bytes, and the size that they make. */
  TORN,
  /** Of a write: the size alone, the bytes are zeros. */
  ZEROED
}
