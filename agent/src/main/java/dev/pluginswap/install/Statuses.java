package dev.pluginswap.install;

import dev.pluginswap.api.GenerationState;
import dev.pluginswap.api.GenerationStatus;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.SwapFigures;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.PluginNames;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.Integrity;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
    TreeSet<String> names = new TreeSet<>(recorded());
    parts.roster().all().forEach(entry -> names.add(entry.name()));
    return names.stream().map(this::one).flatMap(Optional::stream).toList();
  }

  private List<String> recorded() {
    try {
      return parts.store().names();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the records in %s cannot be listed: %s".formatted(parts.store().root(), e), e);
    }
  }

  Optional<PluginStatus> one(String plugin) {
    if (PluginNames.complaint(plugin).isPresent()) {
      return Optional.empty();
    }
    PluginEntry entry = parts.roster().find(plugin);
    Generation live = parts.runtime().live(plugin);
    OnDisk disk = look(plugin, entry, live);
    List<Problem> known = entry == null ? List.of() : entry.problems();
    boolean nothingWrong = disk.problems.isEmpty() && known.isEmpty();
    if (live == null && disk.isEmpty() && nothingWrong) {
      return Optional.empty(); // a name that a refused install mentioned, no more
    }
    Set<Problem> problems = new LinkedHashSet<>(disk.isReadable ? known : List.of());
    problems.addAll(disk.problems);
    if (entry != null) {
      entry.departures().held().forEach(departure -> problems.add(departure.problem()));
    }
    PluginState state =
        !disk.isReadable || (entry != null && entry.isBroken())
            ? PluginState.BROKEN
            : state(live, disk, nothingWrong);
    return Optional.of(status(plugin, state, entry, live, disk.record, List.copyOf(problems)));
  }

  /**
   * What the disk says of a plugin.
   *
   * @param record null when there is none, or none that can be read
   * @param problems what is wrong there
   * @param isReadable whether it says anything
   * @param hasDrifted whether another JVM has written it
   */
  private record OnDisk(
      @Nullable VersionRecord record,
      List<Problem> problems,
      boolean isReadable,
      boolean hasDrifted) {

    /** Whether nothing of the plugin is kept. */
    boolean isEmpty() {
      return record == null || record.digests().isEmpty();
    }
  }

  private OnDisk look(String plugin, @Nullable PluginEntry entry, @Nullable Generation live) {
    RecordState state;
    try {
      state = parts.store().record(plugin);
    } catch (IOException e) {
      return new OnDisk(null, Failure.problems("record", e), false, false);
    }
    if (state instanceof RecordState.Damaged damaged) {
      return new OnDisk(null, List.of(Records.damaged(damaged)), false, false);
    }
    VersionRecord record = state instanceof RecordState.Present present ? present.record() : null;
    List<Problem> problems = new ArrayList<>(record == null ? List.of() : damage(record));
    RecordDrift drift = RecordDrift.of(entry, live, state);
    if (drift != null) {
      problems.add(drift.problem(parts.store(), plugin, live));
    }
    return new OnDisk(record, problems, true, drift != null);
  }

  /** What has become of the live version's files since they were written. */
  private List<Problem> damage(VersionRecord record) {
    Digest current = record.current();
    if (current == null) {
      return List.of();
    }
    try {
      Integrity integrity = parts.store().recheck(record.plugin(), current);
      return Records.damage(parts.store(), record.plugin(), current, integrity);
    } catch (IOException e) { // says nothing about the files, and nothing about the record
      return Failure.problems("files of the live version", e);
    }
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
        problems,
        entry == null ? SwapFigures.NONE : entry.figures().now(parts.runtime().longestWait(plugin)),
        generations(entry, live));
  }

  /** Newest first. */
  private static List<GenerationStatus> generations(
      @Nullable PluginEntry entry, @Nullable Generation live) {
    List<GenerationStatus> all = new ArrayList<>();
    if (live != null) {
      all.add(status(live, GenerationState.LIVE));
    }
    if (entry != null) {
      Set<Long> gone = new HashSet<>();
      for (Departure departure : entry.departures().list()) {
        gone.add(departure.number());
        all.add(departure.status());
      }
      entry.draining().stream()
          .filter(generation -> !gone.contains(generation.number()))
          .forEach(generation -> all.add(status(generation, GenerationState.DRAINING)));
    }
    all.sort(Comparator.comparingLong(GenerationStatus::number).reversed());
    return all;
  }

  private static GenerationStatus status(Generation generation, GenerationState state) {
    return new GenerationStatus(
        generation.number(), generation.label(), state, List.of(), List.of());
  }

  private static PluginState state(@Nullable Generation live, OnDisk disk, boolean nothingWrong) {
    if (live != null) {
      return PluginState.LIVE;
    }
    if (disk.isEmpty()) {
      return nothingWrong ? PluginState.REMOVED : PluginState.FAILED;
    }
    if (disk.record == null || disk.record.current() == null) {
      return PluginState.REMOVED;
    }
    return disk.hasDrifted ? PluginState.NOT_LOADED : PluginState.FAILED;
  }
}
