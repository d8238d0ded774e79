package dev.pluginswap.install;

import dev.pluginswap.source.FetchProgress;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says how far a fetch is, but not more often than somebody could read it. */
final class FetchTold implements FetchProgress {

  /** Nanoseconds between two sayings. */
  private static final long PAUSE = 500_000_000;

  private static final double MEBIBYTE = 1 << 20;

  private final LongSupplier nanoTime;
  private final Consumer<String> told;

  /** When something was said last; at the beginning, so that short fetches say nothing. */
  private long last;

  FetchTold(LongSupplier nanoTime, Consumer<String> told) {
    this.nanoTime = nanoTime;
    this.told = told;
    this.last = nanoTime.getAsLong();
  }

  @Override
  public void at(long bytes, long total) {
    long now = nanoTime.getAsLong();
    if (now - last >= PAUSE) {
      last = now;
      told.accept(
          total < 0 ? mebibytes(bytes) : "%s of %s".formatted(mebibytes(bytes), mebibytes(total)));
    }
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
  }
}
