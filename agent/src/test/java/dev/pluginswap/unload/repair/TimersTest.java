package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimersTest {

  /** A task that counts, and that does not like to be cancelled. */
  static final class Task extends TimerTask {
    private final AtomicInteger cancelled;

    Task(AtomicInteger cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public void run() {}

    @Override
    public boolean cancel() {
      cancelled.incrementAndGet();
      return super.cancel();
    }
  }

  private static final long HOUR = 3_600_000;

  private final AtomicInteger cancelled = new AtomicInteger();
  private final Acme plugin = new Acme("v1", Task.class);
  private final Acme next = new Acme("v2", Task.class);
  private final Timer timer = new Timer("host-timer", true);

  @AfterEach
  void endTimer() {
    timer.cancel();
  }

  @Test
  void onlyTasksOfThePluginAreTaken() throws Exception {
    TimerTask gone = plugin.make(Task.class, TimerTask.class, cancelled);
    TimerTask alsoGone = plugin.make(Task.class, TimerTask.class, cancelled);
    TimerTask kept = next.make(Task.class, TimerTask.class, cancelled);
    timer.schedule(gone, HOUR);
    timer.schedule(kept, 3 * HOUR);
    timer.schedule(alsoGone, 2 * HOUR, HOUR);
    assertThat(new Timers().sweep(plugin.departed()))
        .hasSize(2)
        .contains("cancelled " + Task.class.getName() + " of timer \"host-timer\"");
    assertThat(gone.cancel()).as("cancelled by now").isFalse();
    assertThat(timer.purge()).as("left to be purged").isZero();
    assertThat(kept.cancel()).as("was still waiting").isTrue();
  }

  @Test
  void theTimerGoesOnWithoutCallingThePlugin() throws Exception {
    timer.schedule(plugin.make(Task.class, TimerTask.class, cancelled), HOUR);
    new Timers().sweep(plugin.departed());
    CountDownLatch ran = new CountDownLatch(1);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            ran.countDown();
          }
        },
        0);
    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(cancelled).hasValue(0);
  }
}
