package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads that call while plugins are swapped: no call fails, none gets into a drained one. More of
 * this, with negative controls, is in {@link DispatchStress}.
 */
@Timeout(120)
class SwapStressTest {

  private static final int CALLERS = 8;
  private static final int SWAPS = 200;

  @TempDir Path directory;

  /** Fails a call that is inside while or after the generation is stopped. */
  private static TestPlugin watchful(String name) {
    return TestPlugin.of(name, "1")
        .source(
            "test.Watchful",
            """
            package test;
            public class Watchful
                implements dev.pluginswap.testing.Greeter, dev.pluginswap.api.Plugin {
              private volatile boolean stopped;
              @Override public String greet(String name) {
                check();
                long end = System.nanoTime() + 2_000;
                while (System.nanoTime() < end) Thread.onSpinWait();
                check();
                return name;
              }
              private void check() {
                if (stopped) throw new IllegalStateException("inside a stopped generation");
              }
              @Override public void stop() { stopped = true; }
            }
            """)
        .entry("test.Watchful")
        .provides(Greeter.class.getName(), "test.Watchful");
  }

  @Test
  void noCallFailsAndNoneEntersADrainedGeneration() throws Exception {
    RuntimeHarness harness = new RuntimeHarness(directory);
    Outcome outcome = swapUnderFire(harness, SWAPS);
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.calls()).isGreaterThan(SWAPS);
    assertThat(harness.runtime.live("a").callsInFlight()).isZero();
  }

  private record Outcome(long calls, Queue<String> failures) {}

  private Outcome swapUnderFire(RuntimeHarness harness, int swaps) throws Exception {
    PluginRuntime runtime = harness.runtime;
    Bundle a = harness.bundle(watchful("a"));
    Bundle b = harness.bundle(watchful("b"));
    for (Bundle bundle : List.of(a, b)) {
      goLive(harness, bundle);
    }
    List<Supplier<Greeter>> ways =
        List.of(
            () -> runtime.handle(Greeter.class, "a"),
            () -> runtime.handle(Greeter.class, null),
            () -> runtime.handles(Greeter.class).iterator().next(),
            () -> runtime.handle(Greeter.class, "b"));
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong calls = new AtomicLong();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Greeter handle = ways.get(i % ways.size()).get();
      Thread caller =
          new Thread(
              () -> {
                while (!over.get()) {
                  try {
                    if (!handle.greet("Ada").equals("Ada")) {
                      failures.add("another answer");
                    }
                  } catch (Throwable thrown) {
                    failures.add(thrown.toString());
                  }
                  if (calls.incrementAndGet() % 16 == 0) {
                    LockSupport.parkNanos(20_000); // eight threads that only spin starve the swaps
                  }
                }
              });
      caller.start();
      callers.add(caller);
    }
    try {
      for (int swap = 0; swap < swaps; swap++) {
        retire(goLive(harness, swap % 2 == 0 ? a : b));
        if (swap % 10 == 9) {
          // "a" goes away for a moment, as in a removal: handles for any plugin lead to "b".
          assertThat(runtime.handle(Greeter.class, null).greet("x")).isEqualTo("x");
        }
      }
    } finally {
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
    }
    return new Outcome(calls.get(), failures);
  }

  /** Answers the generation that was live before. */
  private static Generation goLive(RuntimeHarness harness, Bundle bundle) throws Exception {
    Generation next = harness.load(bundle);
    next.start(null, null);
    Generation old = harness.runtime.live(next.plugin());
    harness.runtime.switchTo(next.plugin(), next);
    return old;
  }

  private static void retire(Generation old) throws Exception {
    assertThat(old.drain(Duration.ofSeconds(30))).isTrue();
    assertThat(old.stop()).isEmpty();
    old.close();
  }

  @Test
  void aHandleForAnyPluginMissesNothingWhilePluginsComeAndGo() throws Exception {
    RuntimeHarness harness = new RuntimeHarness(directory);
    Bundle a = harness.bundle(watchful("a"));
    goLive(harness, harness.bundle(watchful("b")));
    Greeter any = harness.runtime.handle(Greeter.class, null);
    AtomicBoolean over = new AtomicBoolean();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    Thread caller =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  any.greet("Ada");
                } catch (Throwable thrown) {
                  failures.add(thrown.toString());
                }
              }
            });
    caller.start();
    for (int i = 0; i < 50; i++) {
      goLive(harness, a);
      Generation gone = harness.runtime.live("a");
      harness.runtime.switchTo("a", null);
      retire(gone);
    }
    over.set(true);
    caller.join();
    assertThat(failures).isEmpty();
  }

  @Test
  void everyOldLoaderIsCollectedAfterManySwaps() throws Exception {
    RuntimeHarness harness = new RuntimeHarness(directory);
    Bundle bundle = harness.bundle(watchful("a"));
    Greeter handle = harness.runtime.handle(Greeter.class, "a");
    Greeter any = harness.runtime.handle(Greeter.class, null);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    goLive(harness, bundle);
    for (int swap = 0; swap < SWAPS; swap++) {
      loaders.add(swapOnce(harness, bundle));
      assertThat(handle.greet("Ada")).isEqualTo(any.greet("Ada"));
      assertThat(harness.runtime.handles(Greeter.class)).hasSize(1);
    }
    Garbage.awaitCollected(loaders);
  }

  private static WeakReference<ClassLoader> swapOnce(RuntimeHarness harness, Bundle bundle)
      throws Exception {
    Generation old = goLive(harness, bundle);
    WeakReference<ClassLoader> loader = new WeakReference<>(old.loader());
    retire(old);
    return loader;
  }
}
