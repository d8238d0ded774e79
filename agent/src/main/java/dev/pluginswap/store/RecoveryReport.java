package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import java.util.List;
import java.util.Map;

/**
 * What a recovery did and what it could not put right.
 *
 * @param actions what was done, in order, for the log; empty when all was well
 * @param problems by plugin; those that are no plugin's own are under the empty name
 */
public record RecoveryReport(List<String> actions, Map<String, List<Problem>> problems) {

  /** Copies the collections. */
  public RecoveryReport {
    actions = List.copyOf(actions);
    problems = Map.copyOf(problems);
  }
}
