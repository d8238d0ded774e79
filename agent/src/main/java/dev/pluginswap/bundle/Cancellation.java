package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether somebody wants an install to end early. Asked in every copy loop, through the {@link
 * Deadline}; told to whoever waits for something else, through {@link #onCancel}. Safe for use by
 * any thread.
 */
public final class Cancellation {

  private enum State {
    OPEN,
    CANCELLED,
    PASSED
  }

  /** Guarded by this, as all is. */
  private State state = State.OPEN;

  /** What wakes those who wait; empty unless open. */
  private final List<Runnable> wakers = new ArrayList<>();

  /** Ends what {@link #onCancel} began. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Asks for the end. Idempotent.
   *
   * @return whether it will end; false when it is too late
   */
  public boolean cancel() {
    List<Runnable> told;
    synchronized (this) {
      if (state == State.PASSED) {
        return false;
      }
      state = State.CANCELLED;
      told = List.copyOf(wakers);
      wakers.clear();
      notifyAll();
    }
    told.forEach(Runnable::run);
    return true;
  }

  /** Whether the end was asked for, in time. */
  public synchronized boolean isCancelled() {
    return state == State.CANCELLED;
  }

  /**
   * From here on it is too late.
   *
   * @throws BundleRefusedException with the code {@code install-cancelled} if it was asked for
   *     before
   */
  public synchronized void pass() throws BundleRefusedException {
    check();
    state = State.PASSED;
  }

  /**
   * Returns while nobody wants the end.
   *
   * @throws BundleRefusedException with the code {@code install-cancelled} if somebody does
   */
  public synchronized void check() throws BundleRefusedException {
    if (state == State.CANCELLED) {
      throw new BundleRefusedException(
          Problem.error(
              "install-cancelled",
              "",
              "it was cancelled before the swap began",
              "nothing was changed; install it again when you want it"));
    }
  }

  /**
   * Has something done when the end is asked for: at once if it was already.
   *
   * @param waker quick, idempotent, throws nothing; run by the thread that cancels
   */
  public Registration onCancel(Runnable waker) {
    boolean now;
    synchronized (this) {
      now = state == State.CANCELLED;
      if (state == State.OPEN) {
        wakers.add(waker);
      }
    }
    if (now) {
      waker.run();
    }
    return () -> {
      synchronized (this) {
        wakers.remove(waker);
      }
    };
  }

  /**
   * Waits until the end is asked for.
   *
   * @param nanos how long at most
   * @throws InterruptedException if this thread is interrupted
   */
  public synchronized void await(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && state == State.OPEN; left = end - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
  }
}
