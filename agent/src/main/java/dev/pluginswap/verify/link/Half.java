package dev.pluginswap.verify.link;

/** The halves of linkage verification. */
public enum Half {
  /** Class files were read and resolved by our own rules. */
  STATIC,
  /** The JVM itself was asked. */
  PROBE
}
