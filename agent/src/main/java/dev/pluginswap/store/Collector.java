package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Deletes versions that nobody will go back to. */
record Collector(Records records, Views views, Versions versions) {

  /**
   * Collects.
   *
   * @param plugins whose versions
   * @param retiredBefore only versions that retired then or earlier
   * @param spared versions that are never deleted
   */
  GcOutcome run(
      List<String> plugins,
      Instant retiredBefore,
      BiPredicate<String, Digest> spared,
      boolean dryRun) {
    List<GcOutcome.Collected> collected = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String plugin : plugins) {
      try {
        collect(plugin, retiredBefore, spared, dryRun, collected, problems);
      } catch (IOException e) {
        problems.add(problem(plugin, "no version was deleted: " + e));
      }
    }
    return new GcOutcome(collected, problems);
  }

  private void collect(
      String plugin,
      Instant retiredBefore,
      BiPredicate<String, Digest> spared,
      boolean dryRun,
      List<GcOutcome.Collected> collected,
      List<Problem> problems)
      throws IOException {
    RecordState state = records.read(plugin);
    if (state instanceof RecordState.Damaged damaged) {
      problems.add(problem(plugin, "the record is damaged: " + damaged.why()));
    }
    if (!(state instanceof RecordState.Present present)) {
      return;
    }
    VersionRecord record = present.record();
    Set<Digest> old = old(record, retiredBefore, spared);
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
  private static Set<Digest> old(
      VersionRecord record, Instant retiredBefore, BiPredicate<String, Digest> spared) {
    boolean live = record.current() != null;
    Set<Digest> old = new LinkedHashSet<>();
    record.retained().stream()
        .sorted(Comparator.comparing(Retained::retiredAt))
        .filter(version -> !version.retiredAt().isAfter(retiredBefore))
        .map(Retained::digest)
        .filter(digest -> !live || !digest.equals(record.previous()))
        .filter(digest -> !spared.test(record.plugin(), digest))
        .forEach(old::add);
    return old;
  }

  /** Durably, before anything is deleted: a record never references what is not there. */
  private void forget(VersionRecord record, Set<Digest> old) throws IOException {
    VersionRecord kept = record.without(old);
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
