package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker of the application, in compiled code, that has called a plugin and waits for what to
 * call it with next, does not keep what it called in memory.
 */
@Timeout(120)
final class IdleWorkerTest {

  /** Enough for the worker's loop to be compiled while it runs: inlined, this test fails. */
  private static final int TASKS = 2_000_000;

  @TempDir Path directory;
  private final BlockingQueue<String> tasks = new ArrayBlockingQueue<>(1_000);
  private final AtomicLong answered = new AtomicLong();

  @Test
  void anIdleWorkerDoesNotKeepTheOldGeneration() throws Exception {
    RuntimeHarness harness = new RuntimeHarness(directory);
    Bundle bundle = harness.bundle(TestPlugin.greeter("greeter", "1", "hello"));
    Greeter handle = harness.runtime.handle(Greeter.class, null);
    WeakReference<ClassLoader> first = goLive(harness, bundle);
    Thread worker = new Thread(() -> work(handle));
    worker.start();
    for (int i = 0; i < TASKS; i++) {
      tasks.put("Ada");
    }
    long end = System.nanoTime() + 20_000_000_000L;
    while (answered.get() < TASKS * (long) "hello Ada".length() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(1_000_000);
    }
    goLive(harness, bundle);

    Garbage.awaitCollected(List.of(first));

    tasks.put("");
    worker.join();
    assertThat(answered).hasValue(TASKS * (long) "hello Ada".length());
  }

  private void work(Greeter greeter) {
    try {
      while (true) {
        String task = tasks.take();
        if (task.isEmpty()) {
          return;
        }
        answered.addAndGet(greeter.greet(task).length());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Swaps to a new generation and retires the one before. */
  private static WeakReference<ClassLoader> goLive(RuntimeHarness harness, Bundle bundle)
      throws Exception {
    Generation next = harness.load(bundle);
    next.start(null, null);
    Generation old = harness.runtime.live("greeter");
    harness.runtime.switchTo("greeter", next);
    if (old != null) {
      assertThat(old.drain(Duration.ofSeconds(20))).isTrue();
      old.stop();
      old.close();
    }
    return new WeakReference<>(next.loader());
  }
}
