package dev.pluginswap.install;

import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    PluginStore store = parts.store();
    PluginEntry entry = parts.roster().find(plugin);
    Generation live = parts.runtime().live(plugin);
    VersionRecord record = null;
    Problem unreadable = null;
    if (store.names().contains(plugin)) {
      try {
        RecordState state = store.record(plugin);
        if (state instanceof RecordState.Damaged damaged) {
          unreadable = Records.damaged(damaged);
        } else if (state instanceof RecordState.Present present) {
          record = present.record();
        }
      } catch (IOException e) {
        unreadable = Failure.problems("record", e).get(0);
      }
    }
    boolean nothingKept =
        record == null || (record.current() == null && record.retained().isEmpty());
    if (live == null
        && unreadable == null
        && nothingKept
        && (entry == null || entry.problems().isEmpty())) {
      return Optional.empty(); // a name that a refused install mentioned, no more
    }
    return Optional.of(status(plugin, entry, live, record, unreadable));
  }

  private PluginStatus status(
      String plugin,
      @Nullable PluginEntry entry,
      @Nullable Generation live,
      @Nullable VersionRecord record,
      @Nullable Problem unreadable) {
    List<Problem> problems =
        unreadable != null ? List.of(unreadable) : entry == null ? List.of() : entry.problems();
    return new PluginStatus(
        plugin,
        state(entry, live, record, unreadable),
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
      @Nullable PluginEntry entry,
      @Nullable Generation live,
      @Nullable VersionRecord record,
      @Nullable Problem unreadable) {
    if (unreadable != null || (entry != null && entry.isBroken())) {
      return PluginState.BROKEN;
    }
    if (live != null) {
      return PluginState.LIVE;
    }
    return record == null || record.current() == null ? PluginState.REMOVED : PluginState.FAILED;
  }
}
