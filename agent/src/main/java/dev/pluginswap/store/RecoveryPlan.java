package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.DirectorySnapshot.Link;
import dev.pluginswap.store.DirectorySnapshot.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done so that everything on disk follows the records. Deciding it is pure; doing it
 * decides nothing.
 *
 * @param steps in order: records, then what follows them, then what is to be deleted
 * @param problems what no step puts right, by plugin
 */
record RecoveryPlan(List<RecoveryStep> steps, Map<String, List<Problem>> problems) {

  /** Decides. The plan of a directory to which its plan was applied has no steps. */
  static RecoveryPlan of(DirectorySnapshot snapshot) {
    return new Planner(snapshot).plan();
  }

  /** Collects steps and problems while it goes through the plugins. */
  private static final class Planner {
    private final DirectorySnapshot now;
    private final List<RecoveryStep> steps = new ArrayList<>();
    private final Map<String, List<Problem>> problems = new TreeMap<>();

    /** The records as they will be, of the plugins that may be touched. */
    private final Map<String, VersionRecord> records = new TreeMap<>();

    /** Plugins of which nothing is touched: their record is damaged, or they are frozen. */
    private final Set<String> untouchable;

    Planner(DirectorySnapshot snapshot) {
      this.now = snapshot;
      this.untouchable = new HashSet<>(snapshot.frozen());
    }

    RecoveryPlan plan() {
      now.records().forEach(this::readRecord);
      planAdopted();
      if (now.hasViews()) {
        planViews();
        planSnapshots();
      }
      records.values().forEach(this::planComplete);
      for (VersionRecord record : records.values()) {
        if (record.isEmpty()) {
          steps.add(new RecoveryStep.DeleteRecord(record.plugin()));
        }
      }
      now.temporaryRecords().forEach(n -> steps.add(new RecoveryStep.DeleteTemporaryRecord(n)));
      now.versions().stream()
          .sorted()
          .filter(this::isUnreferenced)
          .forEach(id -> steps.add(new RecoveryStep.DeleteVersion(id)));
      now.staging().forEach(name -> steps.add(new RecoveryStep.DeleteStaging(name)));
      now.leases().stale().forEach(name -> steps.add(new RecoveryStep.DeleteLease(name)));
      return new RecoveryPlan(List.copyOf(steps), problems);
    }

    private void readRecord(String plugin, RecordState state) {
      if (state instanceof RecordState.Damaged bad) {
        untouchable.add(plugin);
        report(
            plugin,
            Problem.error(
                "record-damaged",
                bad.file().toString(),
                "the record is damaged: " + bad.why(),
                "restore the file from a backup, or delete it and install the plugin again;"
                    + " nothing was changed"));
      } else if (state instanceof RecordState.Present present && !untouchable.contains(plugin)) {
        records.put(plugin, fallBack(present.record()));
      }
    }

    /** The record that the plugin goes on with. */
    private VersionRecord fallBack(VersionRecord record) {
      VersionId live = live(record);
      if (live == null) {
        return record;
      }
      List<Problem> faults = faults(live);
      if (faults.isEmpty()) {
        return record;
      }
      faults.forEach(fault -> report(record.plugin(), fault));
      Digest previous = record.previous();
      boolean canFallBack = previous != null && isIntact(new VersionId(record.plugin(), previous));
      if (!canFallBack || now.verdicts().get(live) instanceof Verdict.Unreadable) {
        return record;
      }
      VersionRecord next = record.fallenBack(now.now());
      steps.add(new RecoveryStep.CommitRecord(next));
      report(
          record.plugin(),
          Problem.warning(
              "fell-back",
              live.toString(),
              "the live version is damaged, the previous one " + previous + " is live again",
              "install the version again, and look at the disk"));
      return next;
    }

    private List<Problem> faults(VersionId live) {
      Verdict verdict = now.verdicts().get(live);
      if (verdict instanceof Verdict.Unreadable unreadable) {
        String cure = "look at the disk; nothing was changed";
        return List.of(
            Problem.error("version-unreadable", live.toString(), unreadable.why(), cure));
      }
      if (verdict instanceof Verdict.Checked checked
          && checked.integrity() instanceof Integrity.Damaged bad) {
        return bad.problems();
      }
      if (now.versions().contains(live)) {
        return List.of();
      }
      return List.of(
          Problem.error(
              "version-missing",
              live.toString(),
              "the live version is not on disk",
              "install it again, or roll back"));
    }

    private boolean isIntact(VersionId id) {
      return now.verdicts().get(id) instanceof Verdict.Checked checked
          && checked.integrity() instanceof Integrity.Intact;
    }

    /** Directories that were made versions, by a JVM that was stopped before it had moved them. */
    private void planAdopted() {
      now.views().entrySet().stream()
          .filter(view -> view.getValue() instanceof Link.Copy)
          .filter(view -> records.containsKey(view.getKey()))
          .forEach(view -> steps.add(new RecoveryStep.MoveAside(view.getKey())));
    }

    private void planViews() {
      Set<String> plugins = new HashSet<>(records.keySet());
      plugins.addAll(now.views().keySet());
      plugins.removeAll(untouchable);
      plugins.stream().sorted().forEach(this::planView);
    }

    private void planView(String plugin) {
      VersionRecord record = records.get(plugin);
      VersionId live = record == null ? null : live(record);
      Link there = now.views().get(plugin);
      if (there instanceof Link.Foreign) {
        if (live != null) {
          report(
              plugin,
              Problem.warning(
                  "view-blocked",
                  plugin,
                  "something that is not a link of the plugins directory is where the view should"
                      + " be; the live version is "
                      + Layout.viewTarget(live),
                  "move it out of the way"));
        }
      } else if (live == null) {
        if (there instanceof Link.To) {
          steps.add(new RecoveryStep.RemoveView(plugin));
        }
      } else if (!new Link.To(live).equals(there)) {
        steps.add(new RecoveryStep.SwitchView(live));
      }
    }

    private void planSnapshots() {
      Set<VersionId> wanted = new HashSet<>();
      for (VersionRecord record : records.values()) {
        Digest previous = record.previous();
        if (previous != null) {
          VersionId id = new VersionId(record.plugin(), previous);
          if (now.versions().contains(id)) {
            wanted.add(id);
          }
        }
      }
      now.snapshots()
          .forEach(
              (id, there) -> {
                boolean ours = there instanceof Link.To;
                if (ours && !wanted.contains(id) && !untouchable.contains(id.plugin())) {
                  steps.add(new RecoveryStep.RemoveSnapshot(id));
                }
              });
      wanted.stream()
          .sorted()
          .filter(id -> !(now.snapshots().get(id) instanceof Link.Foreign))
          .filter(id -> !new Link.To(id).equals(now.snapshots().get(id)))
          .forEach(id -> steps.add(new RecoveryStep.AddSnapshot(id)));
    }

    private void planComplete(VersionRecord record) {
      VersionId live = live(record);
      if (live != null && now.versions().contains(live) && !now.complete().contains(live)) {
        steps.add(new RecoveryStep.MarkComplete(live, record.generation(), now.now()));
      }
    }

    private boolean isUnreferenced(VersionId id) {
      VersionRecord record = records.get(id.plugin());
      boolean referenced = record != null && record.references(id.digest());
      return !referenced
          && !untouchable.contains(id.plugin())
          && !now.published().contains(id)
          && !now.leases().versions().contains(id);
    }

    private void report(String plugin, Problem problem) {
      problems.computeIfAbsent(plugin, absent -> new ArrayList<>()).add(problem);
    }

    private static @Nullable VersionId live(VersionRecord record) {
      Digest current = record.current();
      return current == null ? null : new VersionId(record.plugin(), current);
    }
  }
}
