package dev.pluginswap.manage.log;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Delivers lines to the application's log, or to stderr when it has none: see the package. All
 * deliveries are made by {@link #deliver}, on one thread.
 */
final class HostRoute implements LogRoute {

  /** Lines that wait at most. */
  static final int CAPACITY = 1_000;

  /** How long to wait for a sign of SLF4J before lines go to stderr. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long to wait for an SLF4J that was seen but is not up. */
  static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

  /** How often to look whether the SLF4J that was seen is up. */
  private static final Duration POLL = Duration.ofMillis(50);

  /** How long the end of the JVM may wait for the application's log to take what is buffered. */
  private static final Duration FAREWELL = Duration.ofMillis(300);

  private final LogBuffer buffer = new LogBuffer(CAPACITY);
  private final HostFinder finder;
  private final StderrLog stderr;
  private final LongSupplier nanoTime;
  private final long start;

  /** The application's log; null while it has none that is ready. Written by one thread. */
  private volatile @Nullable HostLog host;

  /** Set when the JVM ends: nobody delivers any more. */
  private volatile boolean ended;

  HostRoute(HostFinder finder, StderrLog stderr, LongSupplier nanoTime) {
    this.finder = finder;
    this.stderr = stderr;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Debug lines are for an application's log, which filters by itself; trace is for nobody. */
  @Override
  public boolean isEnabled(Level level) {
    return level.toInt() >= (host == null ? Level.INFO : Level.DEBUG).toInt();
  }

  @Override
  public void log(LogLine line) {
    if (ended) {
      stderr.log(line);
    } else {
      buffer.add(line);
    }
  }

  /**
   * Delivers what can be delivered now.
   *
   * @return how long to sleep unless something is logged or found, in nanoseconds
   */
  long deliver() {
    if (host == null) {
      host = finder.ready();
      if (host != null) {
        finder.end();
      }
    }
    HostLog connected = host;
    if (connected != null) {
      toHost(connected);
      return host == null ? 0 : Long.MAX_VALUE;
    }
    long waited = nanoTime.getAsLong() - start;
    boolean expected = finder.isExpected();
    long patience = (expected ? LONG_PATIENCE : PATIENCE).toNanos();
    if (waited >= patience) {
      toStderr();
      return expected ? POLL.toNanos() : Long.MAX_VALUE;
    }
    errorsToStderr();
    return expected ? POLL.toNanos() : patience - waited;
  }

  private void toHost(HostLog connected) {
    sayDropped();
    for (LogBuffer.Entry entry = buffer.poll(); entry != null; entry = buffer.poll()) {
      try {
        connected.log(entry.line());
      } catch (HostLogException e) {
        show(entry);
        warn("not in the application's log: " + e.getCause());
        if (connected.state() != HostLog.State.READY) { // its class loader is gone: find another
          host = null;
          finder.begin();
          return;
        }
      }
    }
  }

  private void toStderr() {
    sayDropped();
    for (LogBuffer.Entry entry = buffer.poll(); entry != null; entry = buffer.poll()) {
      show(entry);
    }
  }

  private void errorsToStderr() {
    for (LogBuffer.Entry entry : buffer.entries()) {
      if (entry.line().isAtLeast(Level.ERROR)) {
        show(entry);
      }
    }
  }

  private void show(LogBuffer.Entry entry) {
    if (entry.claimForStderr()) {
      stderr.log(entry.line());
    }
  }

  private void sayDropped() {
    long dropped = buffer.takeDropped();
    if (dropped > 0) {
      warn(dropped + " log lines of the agent were lost: more than " + CAPACITY + " waited");
    }
  }

  private void warn(String message) {
    stderr.log(new LogLine(Instant.now(), Level.WARN, HostRoute.class.getName(), message, null));
  }

  /**
   * At the end of the JVM: lets the application's log take the rest, and prints what it did not.
   */
  void end() {
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    while (host != null && !buffer.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    ended = true;
    toStderr();
  }
}
