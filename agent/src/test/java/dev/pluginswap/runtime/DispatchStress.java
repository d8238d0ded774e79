package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.testing.TestPlugin;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads that call through a handle in every way while generations are swapped under them. What
 * must hold: no call fails, no call that began after a swap reaches an older generation, and nobody
 * is inside a generation that has drained.
 *
 * <p>Run in JVMs of their own by {@link DispatchStressIT}; system properties say how.
 */
public final class DispatchStress {

  /** What a plugin of this test implements. */
  public interface Service {
    /** Does what the lowest bits say, and answers the number of its generation. */
    long call(int kind);
  }

  /** What some calls throw. */
  public static final class Expected extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What some calls hold. */
  public static final Object LOCK = new Object();

  /** The newest generation that nobody may be inside of any more. */
  public static volatile long drained;

  private static final MethodHandle DAWDLE = dawdleHandle();

  private static final Map<String, Integer> VIOLATIONS = new TreeMap<>();

  private static final String PLUGIN =
      """
      package test;
      import dev.pluginswap.runtime.DispatchStress;
      public class Watchful implements DispatchStress.Service, dev.pluginswap.api.Plugin {
        private long number;
        private int sink;
        @Override public void start(dev.pluginswap.api.PluginContext context) {
          number = context.generation();
        }
        @Override public long call(int kind) {
          if (number <= DispatchStress.drained) DispatchStress.violation("entered after the drain");
          switch (kind & 31) {
            case 8: spin(300); break;
            case 9: Thread.yield(); break;
            case 10: java.util.concurrent.locks.LockSupport.parkNanos(20_000); break;
            case 11: DispatchStress.again(kind >>> 5); break;
            case 12:
              if (number <= DispatchStress.drained) DispatchStress.violation("inside after the drain");
              throw new DispatchStress.Expected();
            case 13: spin(10_000); break;
            case 14: synchronized (DispatchStress.LOCK) { spin(500); } break;
            case 15: recurse(kind & 0x7ff); break;
            case 16: java.util.stream.IntStream.range(0, 4).parallel().forEach(i -> spin(50)); break;
            default:
          }
          if (number <= DispatchStress.drained) DispatchStress.violation("inside after the drain");
          return number;
        }
        private void recurse(int depth) {
          if (depth > 0) recurse(depth - 1); else DispatchStress.again(0);
        }
        private void spin(int rounds) {
          int hash = rounds;
          for (int i = 0; i < rounds; i++) hash = hash * 1103515245 + 12345;
          sink = hash;
        }
      }
      """;

  private static final AtomicLong THROWN = new AtomicLong();

  private static volatile Service handle;
  private static volatile boolean over;

  /** The oldest generation that a call that begins now may reach. */
  private static volatile long oldest;

  private final int swaps = Integer.getInteger("stress.swaps", 150);
  private final boolean virtual = Boolean.getBoolean("stress.virtual");

  /** Whether the time between a look at the call site and the call itself is made longer. */
  private final boolean wide = Boolean.getBoolean("stress.wide");

  private final boolean mustFail = Boolean.getBoolean("stress.mustFail");

  @TempDir Path directory;

  /** Called by the plugins. */
  public static void violation(String what) {
    synchronized (VIOLATIONS) {
      VIOLATIONS.merge(what, 1, Integer::sum);
    }
  }

  /** Called by the plugins: goes through the handle once more. */
  public static void again(int kind) {
    handle.call(kind & 9);
  }

  private RuntimeHarness harness() {
    Supplier<Gate> gates =
        Boolean.getBoolean("stress.noRecheck") ? GateWithoutRecheck::new : StripedGate::new;
    StackRule rule =
        Boolean.getBoolean("stress.noWindow")
            ? (stack, bridges) ->
                Arrays.stream(stack).anyMatch(frame -> CallFrames.isBridgeTo(bridges, frame))
            : new CallFrames();
    return new RuntimeHarness(
        directory,
        Boolean.getBoolean("stress.inline") ? Dispatch.INLINE : Dispatch.OUTLINE,
        gates,
        rule,
        Duration.ofSeconds(30));
  }

  @Test
  void nothingIsLostOrTooLate() throws Exception {
    RuntimeHarness harness = harness();
    Bundle bundle =
        harness.bundle(
            TestPlugin.of("watchful", "1")
                .source("test.Watchful", PLUGIN)
                .entry("test.Watchful")
                .provides(Service.class.getName(), "test.Watchful"));
    handle = harness.runtime.handle(Service.class, null);
    Generation live = goLive(harness, bundle);
    AtomicLong calls = new AtomicLong();
    int callers = 4;
    CountDownLatch ended = new CountDownLatch(callers);
    for (int i = 1; i <= callers; i++) {
      int seed = i;
      start(
          () -> {
            calls.addAndGet(hammer(seed));
            ended.countDown();
          });
    }
    Random random = new Random(1);
    List<Long> drains = new ArrayList<>();
    for (int swap = 0; swap < swaps; swap++) {
      Generation old = live;
      live = goLive(harness, bundle);
      oldest = live.number();
      long began = System.nanoTime();
      if (!old.drain(Duration.ofSeconds(20))) {
        violation("never drained: " + old.whoIsInside());
        break;
      }
      drained = old.number();
      drains.add(System.nanoTime() - began);
      old.stop();
      old.close();
      if (random.nextInt(4) == 0) {
        LockSupport.parkNanos(random.nextInt(900_000));
      }
    }
    over = true;
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    print(calls.get(), drains);
    assertThat(THROWN).hasPositiveValue();
    synchronized (VIOLATIONS) {
      if (mustFail) {
        assertThat(VIOLATIONS).isNotEmpty();
      } else {
        assertThat(VIOLATIONS).isEmpty();
      }
    }
  }

  private void print(long calls, List<Long> drains) {
    drains.sort(null);
    System.out.printf(
        "stress: %,d swaps, %,d calls, drained in %d µs (median), %d µs (longest); violations %s%n",
        drains.size(),
        calls,
        drains.get(drains.size() / 2) / 1000,
        drains.get(drains.size() - 1) / 1000,
        VIOLATIONS);
  }

  private Generation goLive(RuntimeHarness harness, Bundle bundle) throws Exception {
    Generation next = harness.load(bundle);
    next.start(null, null);
    harness.runtime.switchTo(next.plugin(), next);
    if (wide) {
      MutableCallSite site = HandleTarget.of(handle.getClass()).site();
      site.setTarget(MethodHandles.filterReturnValue(site.getTarget(), DAWDLE));
    }
    return next;
  }

  /** Passes on what was read from the call site, now and then after a while. */
  @SuppressWarnings("UnusedMethod") // found by name
  private static Service dawdle(Service bridge) {
    if (ThreadLocalRandom.current().nextInt(64) == 0) {
      LockSupport.parkNanos(500_000);
    }
    return bridge;
  }

  private static MethodHandle dawdleHandle() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              DispatchStress.class, "dawdle", MethodType.methodType(Service.class, Service.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private void start(Runnable caller) throws ReflectiveOperationException {
    if (virtual) { // since JDK 21
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, caller);
    } else {
      new Thread(caller, "caller").start();
    }
  }

  private long hammer(int seed) {
    Service service = handle;
    long calls = 0;
    long thrown = 0;
    int random = seed * 0x9E3779B9 | 1;
    while (!over) {
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      // Most calls do nothing, the rest go every odd way.
      int kind = (random & 0xf00) == 0 ? random >>> 12 : 0;
      long atLeast = oldest;
      try {
        if (service.call(kind) < atLeast) {
          violation("an older generation after the swap");
        }
      } catch (Expected asExpected) {
        thrown++;
      } catch (Throwable unexpected) {
        violation("failed: " + unexpected);
      }
      if (++calls % 1024 == 0) {
        LockSupport.parkNanos(1); // a virtual thread that never waits would keep the others out
      }
    }
    THROWN.addAndGet(thrown);
    return calls;
  }

  /** Counts, but turns nobody back. */
  private static final class GateWithoutRecheck implements Gate {
    private final StripedGate counters = new StripedGate();
    private volatile boolean closed;

    @Override
    public boolean enter() {
      return counters.enter();
    }

    @Override
    public void enterAgain() {
      counters.enterAgain();
    }

    @Override
    public void exit() {
      counters.exit();
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void open() {
      closed = false;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public long inside() {
      return counters.inside();
    }

    @Override
    public int firstBusy(int from) {
      return counters.firstBusy(from);
    }
  }
}
