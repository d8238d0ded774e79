package dev.pluginswap.benchmarks.peers;

/** What the host calls at the place where it calls the service. */
public enum HostProfile {
  /** The service alone. */
  MONOMORPHIC,
  /** Other implementations too: the JIT compiler cannot know which one comes. */
  MEGAMORPHIC
}
