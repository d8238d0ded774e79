package dev.pluginswap.benchmarks;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.Staging;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks of the store what an install asks of it, in the same order; needs a hold. */
record StoreCommits(PluginStore store, Clock clock) {

  void commit(SmallPlugin plugin) throws IOException {
    VersionRecord before =
        store.record(SmallPlugin.NAME) instanceof RecordState.Present present
            ? present.record()
            : null;
    Digest old = before == null ? null : before.current();
    Digest next = plugin.digest();
    try (Staging staging = store.stage()) {
      for (Map.Entry<String, byte[]> file : plugin.files().entrySet()) {
        try (OutputStream out = staging.file(file.getKey())) {
          out.write(file.getValue());
        }
      }
      staging.seal(plugin.list());
      store.publish(staging, SmallPlugin.NAME, next);
    }
    if (old != null) {
      store.snapshot(SmallPlugin.NAME, old);
    }
    store.switchView(SmallPlugin.NAME, next);
    VersionRecord after = after(before, next);
    store.commit(after);
    store.markComplete(SmallPlugin.NAME, next, after.generation(), "benchmark");
    Digest stale = before == null ? null : before.previous();
    if (stale != null) {
      store.dropSnapshot(SmallPlugin.NAME, stale);
    }
  }

  private VersionRecord after(@Nullable VersionRecord before, Digest next) {
    return before == null
        ? new VersionRecord(SmallPlugin.NAME, 1, next, null, List.of())
        : before.next(next, before.generation() + 1, clock.instant());
  }
}
