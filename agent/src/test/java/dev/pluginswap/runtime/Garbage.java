package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the garbage collector, with a bound. */
final class Garbage {

  private Garbage() {}

  /** Fails if any of these is still there after 20 seconds of collecting. */
  static void awaitCollected(List<? extends WeakReference<?>> references) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (alive(references) > 0 && System.nanoTime() - end < 0) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(alive(references)).as("still referred to").isZero();
  }

  private static long alive(List<? extends WeakReference<?>> references) {
    return references.stream().filter(reference -> !reference.refersTo(null)).count();
  }
}
