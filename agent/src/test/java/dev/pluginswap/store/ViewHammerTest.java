package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
  private static final int SWITCHES = 2_000;

  @Test
  @Timeout(120)
  void aReaderThatResolvesTheViewOnceNeverMissesAndNeverMixes(@TempDir Path root) throws Exception {
    MutableClock clock = new MutableClock();
    // Forcing is not what is tested here, and 2,000 times of it takes long on a busy disk.
    FaultyDisk disk = new FaultyDisk(Disk.of(root));
    disk.neverForce();
    PluginStore store = PluginStore.open(root, disk, clock, new Random(1));
    Operator operator = new Operator(store, clock);
    operator.install("A");
    operator.install("B");
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(pool.submit(() -> read(root.resolve(Operator.PLUGIN), over)));
      }
      try (Hold hold = store.hold(Duration.ZERO)) {
        for (int i = 0; i < SWITCHES; i++) {
          store.switchView(Operator.PLUGIN, Operator.digest(i % 2 == 0 ? "A" : "B"));
        }
      } finally {
        over.set(true);
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Reads the plugin until told to stop; returns how often. */
  private static int read(Path view, AtomicBoolean over) throws IOException {
    int reads = 0;
    do {
      Path live = view.toRealPath();
      String code = Files.readString(live.resolve("lib/greeter.jar"));
      String text = Files.readString(live.resolve("classes/com/acme/text.properties"));
      String version = code.substring("classes of ".length());
      assertThat(text).isEqualTo("text = " + version);
      reads++;
    } while (!over.get());
    return reads;
  }
}
