package dev.pluginswap.runtime;

/** Seen by this package alone. */
final class Secret {}
