package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.it.OnDisk.Leftover;
import dev.pluginswap.testing.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random points of an install loop. {@code -Dkill.count=2000} kills more often
 * than a build does; {@code -Dkill.seed} repeats the choices of a run, though not its timing.
 */
class KillIT {

  private static final int LANES = 2;

  @TempDir Path directory;

  @Test
  void killedAnywhereItComesUpWithTheAcknowledgedVersionOrTheOneInFlight() throws Exception {
    int kills = Integer.getInteger("kill.count", 40);
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Host host = Workspaces.host(directory.resolve("host"), KillLane.HOST);
    KillCount count = new KillCount();
    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<?>> lanes = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        Path home = Files.createDirectories(directory.resolve("lane" + i));
        KillLane lane = new KillLane(home, host, new Random(seed + i), count);
        int share = (kills + i) / LANES;
        lanes.add(
            threads.submit(
                () -> {
                  lane.run(share);
                  return null;
                }));
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println(count);

    assertThat(count.kills()).isEqualTo(kills);
    assertThat(count.early()).as("kills on the way up").isPositive();
    assertThat(count.oldLive()).as("kills before the commit").isPositive();
    assertThat(count.newLive()).as("kills after the commit").isPositive();
    assertThat(count.seen()).as("what kills hit").contains(Leftover.STAGING);
    if (kills >= 200) {
      assertThat(count.seen())
          .as("what kills hit")
          .contains(Leftover.VERSION_WITHOUT_RECORD, Leftover.VIEW_BESIDE_RECORD);
    }
  }
}
