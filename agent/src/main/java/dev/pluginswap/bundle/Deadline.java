package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A limit on how long something may take, from construction on, and whether it is still wanted.
 * Asked in every copy loop.
 */
public final class Deadline {

  private final String what;
  private final Duration limit;
  private final LongSupplier nanoTime;

  /** When this was made, on the clock of {@link #nanoTime}. */
  private final long start;

  /** The limit in nanoseconds; limits of more than 292 years are cut. */
  private final long limitNanos;

  private final Cancellation cancellation;

  /**
   * Starts the time.
   *
   * @param what is being timed, for the message: {@code fetching ./greeter.zip}
   * @param limit how long it may take
   * @param nanoTime as {@link System#nanoTime}
   */
  public Deadline(String what, Duration limit, LongSupplier nanoTime) {
    this(what, limit, nanoTime, new Cancellation());
  }

  /**
   * Starts the time of something that can be cancelled.
   *
   * @param cancellation asked together with the time
   */
  public Deadline(String what, Duration limit, LongSupplier nanoTime, Cancellation cancellation) {
    this.what = what;
    this.cancellation = cancellation;
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.limitNanos =
        limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : limit.toNanos();
  }

  /**
   * Returns while there is time, and nobody has cancelled.
   *
   * @throws BundleRefusedException with the code {@code fetch-timeout} when there is none left, and
   *     {@code install-cancelled} when it is not wanted any more
   */
  public void check() throws BundleRefusedException {
    cancellation.check();
    if (nanoTime.getAsLong() - start > limitNanos) {
      throw new BundleRefusedException(
          Problem.error(
              "fetch-timeout",
              "",
              "%s took longer than %s".formatted(what, text(limit)),
              "raise fetchTimeout, or see why the source is so slow"));
    }
  }

  /** Nanoseconds that are left; 0 when the time is up. */
  public long remainingNanos() {
    return Math.max(0, limitNanos - (nanoTime.getAsLong() - start));
  }

  /** Whether it is still wanted. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** {@code PT1M30S} as {@code 1m30s}. */
  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
