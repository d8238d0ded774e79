package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the record of a plugin differs from what runs in this JVM, when another JVM has written it.
 *
 * @param generation of the record; 0 when the record is gone
 * @param current the version that is live on disk; null when none is
 */
record RecordDrift(long generation, @Nullable Digest current) {

  /** Looks; null when nothing differs, or when it is this JVM's own doing. */
  static @Nullable RecordDrift of(
      @Nullable PluginEntry entry, @Nullable Generation live, RecordState state) {
    Digest running = live == null ? null : live.digest();
    if (state instanceof RecordState.Present present) {
      VersionRecord record = present.record();
      boolean own = entry != null && record.generation() <= entry.owned();
      return own || Objects.equals(running, record.current())
          ? null
          : new RecordDrift(record.generation(), record.current());
    }
    return state instanceof RecordState.None && live != null && entry != null && entry.owned() > 0
        ? new RecordDrift(0, null)
        : null;
  }

  /** For the status and the log. */
  Problem problem(PluginStore store, String plugin, @Nullable Generation live) {
    String runs = live == null ? "this JVM has not loaded it" : "this JVM runs " + live.label();
    if (generation == 0) {
      return Problem.warning(
          "record-gone",
          plugin,
          "its record is no longer on disk, removed by another JVM or by hand; " + runs,
          "install the plugin again, or take it out of service here with 'remove %s'"
              .formatted(plugin));
    }
    String now =
        current == null
            ? "another JVM has removed it"
            : "another JVM has made version %s live on disk (generation %d)"
                .formatted(Records.describe(store, plugin, current).version(), generation);
    return Problem.warning(
        "changed-by-another-jvm",
        plugin,
        now + "; " + runs,
        current == null
            ? "run 'remove %s' here too, or start with follow=true".formatted(plugin)
            : "run 'reload %s' to load it here, or start with follow=true".formatted(plugin));
  }
}
