package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call the service as fast as they can, until they are told to end: two that look it
 * up each time, two that keep it as long as it serves them, and two whose calls are slow, so that
 * there is a call in flight at any time.
 */
final class GapCallers implements AutoCloseable {

  private static final int OF_EACH = 2;
  private static final long END_MILLIS = 10_000;

  private final Framework framework;
  private final GapCounts counts;
  private final int slowMillis;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /** What ended a thread that should have gone on; null if nothing has. */
  private volatile @Nullable Throwable defect;

  /**
   * Starts the threads; the service must be there.
   *
   * @param slowMillis how long a slow call takes, in milliseconds
   */
  GapCallers(Framework framework, GapCounts counts, int slowMillis) {
    this.framework = framework;
    this.counts = counts;
    this.slowMillis = slowMillis;
    for (int i = 0; i < OF_EACH; i++) {
      start("looks up", this::lookUpAndCall);
      start("keeps", this::keepAndCall);
      start("is slow", this::callSlowly);
    }
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setUncaughtExceptionHandler((dead, thrown) -> defect = thrown);
    threads.add(thread);
    thread.start();
  }

  private void lookUpAndCall() {
    while (!ended) {
      Service service = lookUp();
      if (service != null) {
        call(service);
      }
    }
  }

  private void keepAndCall() {
    while (!ended) {
      Service service = lookUp();
      if (service != null) {
        callWhileItServes(service);
      }
    }
  }

  private void callWhileItServes(Service service) {
    boolean serves = true;
    while (serves && !ended) {
      serves = call(service);
    }
  }

  private void callSlowly() {
    while (!ended) {
      Service service = lookUp();
      if (service != null) {
        try {
          counts.answered(service.slow(slowMillis));
          counts.completed.increment();
        } catch (Throwable t) {
          counts.brokenOff.increment();
          counts.thrown(t);
        }
      }
    }
  }

  /** Null if nothing was found, which has been counted. */
  private @Nullable Service lookUp() {
    try {
      Service service = framework.lookup();
      if (service == null) {
        counts.noneFound.increment();
      }
      return service;
    } catch (Throwable t) {
      counts.failed.increment();
      counts.thrown(t);
      return null;
    }
  }

  /** Whether it answered, and was not stopped. */
  private boolean call(Service service) {
    try {
      int answer = service.answer();
      counts.answered(answer);
      counts.calls.increment();
      return answer > 0;
    } catch (Throwable t) {
      if (framework.saysNoneFound(t)) {
        counts.noneFound.increment();
      } else {
        counts.failed.increment();
        counts.thrown(t);
      }
      return false;
    }
  }

  /**
   * Ends the threads.
   *
   * @throws IllegalStateException if one has ended before, or does not end
   */
  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join(END_MILLIS);
      if (thread.isAlive()) {
        throw new IllegalStateException("the thread that " + thread.getName() + " does not end");
      }
    }
    if (defect != null) {
      throw new IllegalStateException("a caller has ended", defect);
    }
  }
}
