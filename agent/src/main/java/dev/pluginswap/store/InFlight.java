package dev.pluginswap.store;

import java.util.HashSet;
import java.util.Set;

/**
 * What the holders of the lock are in the middle of and no recovery or collection of this JVM may
 * delete. Guarded by the monitor of the {@link StoreLock}, and empty whenever nobody holds it.
 */
final class InFlight {

  /** File names in {@code .staging} that somebody writes to. */
  final Set<String> staging = new HashSet<>();

  /** Versions that have been published and not yet committed. */
  final Set<VersionId> published = new HashSet<>();

  /** The last hold is closed: what was staged and published and not committed is anybody's. */
  void clear() {
    staging.clear();
    published.clear();
  }
}
