package dev.pluginswap.manage.log;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Lines that wait for delivery, oldest first. Bounded; safe for any number of threads. */
final class LogBuffer {

  /** A line, and whether stderr has had it already. */
  static final class Entry {
    private final LogLine line;
    private final AtomicBoolean shown = new AtomicBoolean();

    Entry(LogLine line) {
      this.line = line;
    }

    LogLine line() {
      return line;
    }

    /** True for the first caller only: it prints the line. */
    boolean claimForStderr() {
      return shown.compareAndSet(false, true);
    }
  }

  private final BlockingQueue<Entry> entries;

  /** Lines lost since {@link #takeDropped} was last asked. */
  private final AtomicLong dropped = new AtomicLong();

  /**
   * An empty buffer.
   *
   * @param capacity lines it holds at most
   */
  LogBuffer(int capacity) {
    this.entries = new ArrayBlockingQueue<>(capacity);
  }

  /** Keeps the line. When there is no room, an error displaces the oldest line; others are lost. */
  void add(LogLine line) {
    Entry entry = new Entry(line);
    while (!entries.offer(entry)) {
      dropped.incrementAndGet();
      if (!line.isAtLeast(Level.ERROR)) {
        return;
      }
      entries.poll();
    }
  }

  /** Takes the oldest line out; null when there is none. */
  @Nullable Entry poll() {
    return entries.poll();
  }

  /** What is in it, oldest first; changes of other threads may or may not be seen. */
  Iterable<Entry> entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How many lines were lost since this was last asked. */
  long takeDropped() {
    return dropped.getAndSet(0);
  }
}
