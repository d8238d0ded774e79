package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Deletes versions that nobody will go back to. */
record Collector(Records records, Views views, Versions versions) {

  /** Which versions go: those beyond the newest {@code count}, and those that retired by then. */
  private record Rule(int count, Instant retiredBefore, Predicate<VersionId> spared) {}

  /**
   * Collects.
   *
   * @param plugin whose versions
   * @param spared versions that are never deleted
   */
  GcOutcome run(
      String plugin,
      Retention retention,
      Instant now,
      Predicate<VersionId> spared,
      boolean dryRun) {
    List<GcOutcome.Collected> collected = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      RecordState state = records.read(plugin);
      if (state instanceof RecordState.Damaged damaged) {
        problems.add(problem(plugin, "the record is damaged: " + damaged.why()));
      } else if (state instanceof RecordState.Present present) {
        Rule rule = new Rule(retention.count(), now.minus(retention.age()), spared);
        collect(present.record(), rule, dryRun, collected, problems);
      }
    } catch (IOException e) {
      problems.add(problem(plugin, "no version was deleted: " + e));
    }
    return new GcOutcome(collected, problems);
  }

  private void collect(
      VersionRecord record,
      Rule rule,
      boolean dryRun,
      List<GcOutcome.Collected> collected,
      List<Problem> problems)
      throws IOException {
    String plugin = record.plugin();
    List<Digest> old = old(record, rule);
    if (!dryRun) {
      forget(record, old);
    }
    for (Digest digest : old) {
      try {
        if (!dryRun) {
          delete(new VersionId(plugin, digest));
        }
        collected.add(new GcOutcome.Collected(plugin, digest));
      } catch (IOException e) {
        problems.add(problem(plugin, digest.shortForm() + " was not deleted: " + e));
      }
    }
  }

  /** Oldest first. */
  private static List<Digest> old(VersionRecord record, Rule rule) {
    List<Retained> newestFirst =
        record.retained().stream()
            .sorted(Comparator.comparing(Retained::retiredAt).reversed())
            .toList();
    Digest kept = record.current() == null ? null : record.previous();
    List<Digest> old = new ArrayList<>();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      Retained version = newestFirst.get(i);
      boolean expired = i >= rule.count || !version.retiredAt().isAfter(rule.retiredBefore);
      if (expired
          && !version.digest().equals(kept)
          && !rule.spared.test(new VersionId(record.plugin(), version.digest()))) {
        old.add(version.digest());
      }
    }
    return old;
  }

  /** Durably, before anything is deleted: a record never references what is not there. */
  private void forget(VersionRecord record, List<Digest> old) throws IOException {
    VersionRecord kept = record.without(Set.copyOf(old));
    if (kept.isEmpty()) {
      records.delete(record.plugin());
    } else if (!old.isEmpty()) {
      records.write(kept);
    }
  }

  private void delete(VersionId id) throws IOException {
    views.removeSnapshot(id);
    versions.discard(id);
  }

  private static Problem problem(String plugin, String what) {
    return Problem.warning("collect-failed", plugin, what, "left to the next collection");
  }
}
