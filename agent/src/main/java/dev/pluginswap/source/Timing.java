package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The time of day, chance, and a way to let time pass.
 *
 * @param clock for dates that servers name
 * @param random from 0 to 1, exclusive
 * @param pause lets time pass
 */
record Timing(Clock clock, DoubleSupplier random, Pause pause) {

  /** Lets time pass. */
  interface Pause {
    /**
     * Returns when the time has passed.
     *
     * @throws BundleRefusedException when the deadline has passed, or the fetch was cancelled
     */
    void pause(long nanos, Deadline deadline) throws BundleRefusedException, InterruptedIOException;
  }

  static Timing standard() {
    return new Timing(
        Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble(), Timing::real);
  }

  private static void real(long nanos, Deadline deadline)
      throws BundleRefusedException, InterruptedIOException {
    try {
      deadline.cancellation().await(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the next attempt");
    }
    deadline.check();
  }
}
