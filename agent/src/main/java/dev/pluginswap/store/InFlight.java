package dev.pluginswap.store;

import java.util.HashSet;
import java.util.Set;

/**
 * What this JVM is in the middle of, so that none of its recoveries and collections may delete it.
 * Guarded by the monitor of the {@link StoreLock}.
 */
final class InFlight {

  /** File names in {@code .staging} that somebody writes to. */
  final Set<String> staging = new HashSet<>();

  /** Versions that have been published and not yet committed. */
  final Set<VersionId> published = new HashSet<>();

  /**
   * Plugins whose last swap could neither be finished nor taken back: which record a power loss
   * would leave is not known, so that nothing of them is touched until one has been committed.
   */
  final Set<String> frozen = new HashSet<>();

  /** The last hold is closed: what was staged and published and not committed is anybody's. */
  void clear() {
    staging.clear();
    published.clear();
  }
}
