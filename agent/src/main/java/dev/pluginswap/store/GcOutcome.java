package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.util.List;

/**
 * What a collection deleted, or would delete.
 *
 * @param collected oldest first
 * @param problems what could not be deleted; it is left to the next time
 */
public record GcOutcome(List<Collected> collected, List<Problem> problems) {

  /** Nothing had to be done. */
  static final GcOutcome NOTHING = new GcOutcome(List.of(), List.of());

  /** Copies the lists. */
  public GcOutcome {
    collected = List.copyOf(collected);
    problems = List.copyOf(problems);
  }

  /** One version. */
  public record Collected(String plugin, Digest digest) {}
}
