package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Does to a store what a transaction does, and takes back what fails as a transaction must. */
@SuppressWarnings("try") // A hold is only held.
final class Operator {
  static final String PLUGIN = "greeter";

  private final PluginStore store;
  private final Clock clock;

  Operator(PluginStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The files of a version; every one of them differs from those of the others. */
  static Map<String, String> content(String version) {
    return new TreeMap<>(
        Map.of(
            "plugin.json", "{\"name\": \"greeter\", \"version\": \"" + version + "\"}",
            "lib/greeter.jar", "classes of " + version,
            "classes/com/acme/text.properties", "text = " + version));
  }

  static FileList files(String version) {
    return FileList.of(
        content(version).entrySet().stream()
            .map(
                e -> {
                  byte[] bytes = e.getValue().getBytes(UTF_8);
                  return new FileEntry(e.getKey(), bytes.length, Digest.ofBytes(bytes).hex());
                })
            .toList());
  }

  static Digest digest(String version) {
    return files(version).digest();
  }

  void install(String version) throws IOException {
    try (Hold hold = store.hold(Duration.ZERO)) {
      installWhileHolding(version);
    }
  }

  void installWhileHolding(String version) throws IOException {
    VersionRecord before = record();
    Digest digest = digest(version);
    stageAndPublish(version);
    switchTo(before, digest);
  }

  void stageAndPublish(String version) throws IOException {
    try (Staging staging = store.stage()) {
      for (Map.Entry<String, String> file : content(version).entrySet()) {
        try (OutputStream out = staging.file(file.getKey())) {
          out.write(file.getValue().getBytes(UTF_8));
        }
      }
      staging.seal(files(version));
      store.publish(staging, PLUGIN, digest(version));
    }
  }

  /** Back to a version that is retained. */
  void rollBack(String version) throws IOException {
    try (Hold hold = store.hold(Duration.ZERO)) {
      switchTo(record(), digest(version));
    }
  }

  void remove() throws IOException {
    try (Hold hold = store.hold(Duration.ZERO)) {
      switchTo(record(), null);
    }
  }

  GcOutcome collect(Duration retain) throws IOException {
    try (Hold hold = store.hold(Duration.ZERO)) {
      return store.collect(PLUGIN, new Retention(retain, Integer.MAX_VALUE), false);
    }
  }

  @Nullable VersionRecord record() throws IOException {
    return store.record(PLUGIN) instanceof RecordState.Present present ? present.record() : null;
  }

  private void switchTo(@Nullable VersionRecord before, @Nullable Digest next) throws IOException {
    Digest old = before == null ? null : before.current();
    VersionRecord after =
        before == null
            ? new VersionRecord(PLUGIN, 1, next, null, List.of())
            : before.next(next, before.generation() + 1, clock.instant());
    boolean committing = false;
    try {
      if (old != null && !old.equals(next)) {
        store.snapshot(PLUGIN, old);
      }
      store.switchView(PLUGIN, next);
      committing = true;
      store.commit(after);
    } catch (IOException e) {
      takeBack(before, after, next, committing, e);
      throw e;
    }
    if (next != null) {
      store.markComplete(PLUGIN, next, after.generation(), "test");
    }
    Digest formerPrevious = before == null ? null : before.previous();
    if (formerPrevious != null && !formerPrevious.equals(after.previous())) {
      store.dropSnapshot(PLUGIN, formerPrevious);
    }
  }

  private void takeBack(
      @Nullable VersionRecord before,
      VersionRecord failed,
      @Nullable Digest next,
      boolean committing,
      IOException failure) {
    try {
      if (committing) {
        long generation = failed.generation() + 1;
        store.commit(
            before == null
                ? new VersionRecord(PLUGIN, generation, null, null, List.of())
                : new VersionRecord(
                    PLUGIN, generation, before.current(), before.previous(), before.retained()));
      }
      store.switchView(PLUGIN, before == null ? null : before.current());
      if (next != null && (before == null || !before.references(next))) {
        store.discard(PLUGIN, next);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
