package dev.pluginswap.benchmarks.peers;

/** Circumstances in which calls are measured. */
enum CallVariant {
  ONE("1 thread", 1, false, HostProfile.MONOMORPHIC, false),
  TWO("2 threads", 2, false, HostProfile.MONOMORPHIC, false),
  SWAPPED("after %d swaps", 1, true, HostProfile.MONOMORPHIC, false),
  MEGAMORPHIC("megamorphic host", 1, false, HostProfile.MEGAMORPHIC, false),
  VIRTUAL("virtual thread", 1, false, HostProfile.MONOMORPHIC, true);

  private final String label;
  private final int threads;
  private final boolean isSwapped;
  private final HostProfile host;
  private final boolean isVirtual;

  CallVariant(String label, int threads, boolean isSwapped, HostProfile host, boolean isVirtual) {
    this.label = label;
    this.threads = threads;
    this.isSwapped = isSwapped;
    this.host = host;
    this.isVirtual = isVirtual;
  }

  /** The heading of its column, when that many swaps are made. */
  String label(int swaps) {
    return label.formatted(swaps);
  }

  /** How many threads call at once. */
  int threads() {
    return threads;
  }

  /** Whether the plugin has been replaced before. */
  boolean isSwapped() {
    return isSwapped;
  }

  /** What else the host has called. */
  HostProfile host() {
    return host;
  }

  /** Whether the threads are virtual, for which a JDK from 21 on is needed. */
  boolean isVirtual() {
    return isVirtual;
  }
}
