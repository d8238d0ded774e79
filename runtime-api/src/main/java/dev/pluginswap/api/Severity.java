package dev.pluginswap.api;

/** How much a {@link Problem} matters. */
public enum Severity {
  /** Worth knowing; nothing to do. */
  INFO,

  /** Accepted, but somebody should look. */
  WARNING,

  /** The reason why an operation was refused or taken back. */
  ERROR
}
