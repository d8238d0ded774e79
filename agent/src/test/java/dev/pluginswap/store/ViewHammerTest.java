package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // A hold is only held.
class ViewHammerTest {
  private static final int SWITCHES = 10_000;
  private static final int READERS = 2;

  /** What the readers found, all together. */
  private record Reads(int whole, int missing, int mixed) {
    Reads plus(Reads other) {
      return new Reads(whole + other.whole, missing + other.missing, mixed + other.mixed);
    }
  }

  @Test
  @Timeout(120)
  void aReaderThatResolvesTheViewOnceNeverMissesAndNeverMixes(@TempDir Path root) throws Exception {
    MutableClock clock = new MutableClock();
    // Forcing is not what is tested here, and 10,000 times of it takes long on a busy disk.
    FaultyDisk disk = new FaultyDisk(Disk.of(root));
    disk.neverForce();
    PluginStore store = PluginStore.open(root, disk, clock, new Random(1));
    Operator operator = new Operator(store, clock);
    operator.install("A");
    operator.install("B");
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Reads>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(pool.submit(() -> read(root.resolve(Operator.PLUGIN), over)));
      }
      try (Hold hold = store.hold(Duration.ZERO)) {
        for (int i = 0; i < SWITCHES; i++) {
          store.switchView(Operator.PLUGIN, Operator.digest(i % 2 == 0 ? "A" : "B"));
        }
      } finally {
        over.set(true);
      }
      Reads all = new Reads(0, 0, 0);
      for (Future<Reads> reader : readers) {
        Reads found = reader.get(30, TimeUnit.SECONDS);
        assertThat(found.whole()).isPositive();
        all = all.plus(found);
      }
      System.out.printf(
          "%,d switches under %d readers: %,d reads whole, %d missing, %d mixed%n",
          SWITCHES, READERS, all.whole(), all.missing(), all.mixed());
      assertThat(all.missing()).as("reads that found no plugin").isZero();
      assertThat(all.mixed()).as("reads of two versions at once").isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  /** Reads the plugin until told to stop, and at least once. */
  private static Reads read(Path view, AtomicBoolean over) throws IOException {
    Reads reads = new Reads(0, 0, 0);
    do {
      reads = reads.plus(readOnce(view));
    } while (!over.get());
    return reads;
  }

  private static Reads readOnce(Path view) throws IOException {
    try {
      Path live = view.toRealPath();
      String code = Files.readString(live.resolve("lib/greeter.jar"));
      String text = Files.readString(live.resolve("classes/com/acme/text.properties"));
      boolean whole = text.equals("text = " + code.substring("classes of ".length()));
      return new Reads(whole ? 1 : 0, 0, whole ? 0 : 1);
    } catch (NoSuchFileException e) {
      return new Reads(0, 1, 0);
    }
  }
}
