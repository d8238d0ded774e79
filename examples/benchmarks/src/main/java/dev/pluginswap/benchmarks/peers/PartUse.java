package dev.pluginswap.benchmarks.peers;

/** When the {@link Subject} needs its classes. */
enum PartUse {
  /** All when the provider is made. */
  AT_ONCE,
  /** One more in each slow call, until none is left. */
  ONE_A_CALL
}
