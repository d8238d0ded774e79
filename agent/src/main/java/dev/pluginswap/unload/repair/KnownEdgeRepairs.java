package dev.pluginswap.unload.repair;

import java.util.List;

/** The repairs of what a walk has found. */
final class KnownEdgeRepairs {

  private KnownEdgeRepairs() {}

  /** All of them: what is specific comes before what is general. */
  static List<Repair> all() {
    return List.of(
        new SoftReferences(),
        new CapturedLoaders(),
        new ProtectionDomains(),
        new StaleThreadLocals(),
        new Backtraces());
  }
}
