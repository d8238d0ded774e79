package dev.pluginswap.install;

import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.PluginNames;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.Integrity;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what each plugin is doing now: the record on disk beside what runs in this JVM. */
final class Statuses {

  private final Parts parts;

  Statuses(Parts parts) {
    this.parts = parts;
  }

  List<PluginStatus> all() {
    TreeSet<String> names = new TreeSet<>(parts.store().names());
    parts.roster().all().forEach(entry -> names.add(entry.name()));
    return names.stream().map(this::one).flatMap(Optional::stream).toList();
  }

  Optional<PluginStatus> one(String plugin) {
    if (PluginNames.complaint(plugin).isPresent()) {
      return Optional.empty();
    }
    PluginEntry entry = parts.roster().find(plugin);
    Generation live = parts.runtime().live(plugin);
    VersionRecord record = null;
    List<Problem> onDisk = new ArrayList<>();
    boolean unreadable = false;
    boolean drifted = false;
    try {
      RecordState state = parts.store().record(plugin);
      if (state instanceof RecordState.Damaged damaged) {
        unreadable = true;
        onDisk.add(Records.damaged(damaged));
      } else if (state instanceof RecordState.Present present) {
        record = present.record();
        onDisk.addAll(damage(record));
      }
      RecordDrift drift = RecordDrift.of(entry, live, state);
      drifted = drift != null;
      if (drift != null) {
        onDisk.add(drift.problem(parts.store(), plugin, live));
      }
    } catch (IOException e) {
      unreadable = true;
      onDisk.addAll(Failure.problems("record", e));
    }
    boolean nothingKept = record == null || record.digests().isEmpty();
    boolean nothingWrong = onDisk.isEmpty() && (entry == null || entry.problems().isEmpty());
    if (live == null && nothingKept && nothingWrong) {
      return Optional.empty(); // a name that a refused install mentioned, no more
    }
    Set<Problem> problems = new LinkedHashSet<>();
    if (!unreadable && entry != null) {
      problems.addAll(entry.problems());
    }
    problems.addAll(onDisk);
    PluginState state =
        unreadable || (entry != null && entry.isBroken())
            ? PluginState.BROKEN
            : state(live, record, drifted, nothingWrong);
    return Optional.of(status(plugin, state, entry, live, record, List.copyOf(problems)));
  }

  /** What has become of the live version's files since they were written. */
  private List<Problem> damage(VersionRecord record) throws IOException {
    Digest current = record.current();
    if (current == null) {
      return List.of();
    }
    Integrity integrity = parts.store().recheck(record.plugin(), current);
    return Records.damage(parts.store(), record.plugin(), current, integrity);
  }

  private PluginStatus status(
      String plugin,
      PluginState state,
      @Nullable PluginEntry entry,
      @Nullable Generation live,
      @Nullable VersionRecord record,
      List<Problem> problems) {
    return new PluginStatus(
        plugin,
        state,
        live == null ? null : new VersionRef(live.version(), live.digest().hex()),
        live == null ? 0 : live.number(),
        live == null || entry == null ? null : entry.since(),
        live == null ? List.of() : live.services().stream().sorted().toList(),
        live == null ? 0 : live.callsInFlight(),
        entry == null
            ? List.of()
            : entry.draining().stream()
                .sorted(Comparator.comparingLong(Generation::number))
                .map(Generation::label)
                .toList(),
        record == null ? null : Records.describeOrNull(parts.store(), plugin, record.previous()),
        record == null ? List.of() : Records.retained(parts.store(), record),
        problems);
  }

  private static PluginState state(
      @Nullable Generation live,
      @Nullable VersionRecord record,
      boolean drifted,
      boolean nothingWrong) {
    if (live != null) {
      return PluginState.LIVE;
    }
    if (record == null || record.digests().isEmpty()) {
      return nothingWrong ? PluginState.REMOVED : PluginState.FAILED;
    }
    if (record.current() == null) {
      return PluginState.REMOVED;
    }
    return drifted ? PluginState.NOT_LOADED : PluginState.FAILED;
  }
}
