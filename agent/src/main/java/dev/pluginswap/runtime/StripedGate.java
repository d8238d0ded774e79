package dev.pluginswap.runtime;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts in padded stripes, so that threads do not contend for a cache line.
 *
 * <p>A caller counts itself first and looks at the gate afterwards; a closer closes first and looks
 * at the counters afterwards. Both are volatile, so one of them sees the other: either the caller
 * goes back, or the closer sees it inside. A thread counts in and out in one stripe, so a stripe
 * that was zero once after closing has nobody inside, whatever the other stripes do meanwhile.
 */
final class StripedGate implements Gate {

  /** Longs from one stripe to the next: two cache lines, for the prefetcher fetches pairs. */
  private static final int PADDING = 16;

  /** A power of two. */
  private static final int STRIPES =
      Math.max(8, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

  private final AtomicLongArray counters = new AtomicLongArray(STRIPES * PADDING);

  private volatile boolean closed;

  @Override
  public boolean enter() {
    int stripe = stripe();
    counters.getAndIncrement(stripe);
    if (closed) {
      counters.getAndDecrement(stripe);
      return false;
    }
    return true;
  }

  @Override
  public void enterAgain() {
    counters.getAndIncrement(stripe());
  }

  @Override
  public void exit() {
    counters.getAndDecrement(stripe());
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
    long sum = 0;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      sum += counters.get(stripe * PADDING);
    }
    return sum;
  }

  @Override
  public int firstBusy(int from) {
    for (int stripe = from; stripe < STRIPES; stripe++) {
      if (counters.get(stripe * PADDING) != 0) {
        return stripe;
      }
    }
    return -1;
  }

  private static int stripe() {
    // Not the thread's id: Thread.getId can be overridden in 17, and need not answer the same
    // twice.
    return (System.identityHashCode(Thread.currentThread()) & (STRIPES - 1)) * PADDING;
  }
}
