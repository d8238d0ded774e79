package dev.pluginswap.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one plugins directory, one object for all stores of this JVM: against other JVMs by
 * {@code .lock}, within this JVM by a count of {@linkplain Hold holds} and a {@linkplain #monitor}.
 * On a file system whose file locks mean nothing (in memory) it only works within the JVM.
 *
 * <p>The channel is opened once and kept for the life of the JVM. Never reopen {@code .lock}:
 * closing any descriptor of it in this JVM drops the lock (POSIX record locks belong to the
 * process).
 */
final class StoreLock {
  private static final Map<Key, StoreLock> LOCKS = new ConcurrentHashMap<>();

  /** How often another JVM's lock is tried; a file lock cannot be waited for with a bound. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Layout layout;

  /** Held for each change of the directory, so that a recovery never sees one half done. */
  final ReentrantLock monitor = new ReentrantLock();

  private final Condition retry = monitor.newCondition();

  /** What the holders are in the middle of; guarded by {@link #monitor}. */
  final InFlight inFlight = new InFlight();

  /** What runs where; guarded by {@link #monitor}. */
  final Leases leases;

  /** Open holds of this JVM; guarded by {@link #monitor}. */
  private int holds;

  /** Null until the first hold; guarded by {@link #monitor}. */
  private @Nullable FileChannel channel;

  /** Identity of the file behind {@link #channel}; null where the file system has none. */
  private @Nullable Object fileKey;

  /** Null while {@link #holds} is 0; guarded by {@link #monitor}. */
  private @Nullable FileLock fileLock;

  private record Key(FileSystem fileSystem, Path root) {}

  /** What has to be done whenever the lock has been taken over from other JVMs. */
  interface Gained {
    void run() throws IOException;
  }

  private StoreLock(Layout layout) {
    this.layout = layout;
    this.leases = new Leases(layout);
  }

  /**
   * @param layout of the real path of a plugins directory
   */
  static StoreLock of(Layout layout) {
    // Else a file system in memory would stay there for ever.
    LOCKS.keySet().removeIf(other -> !other.fileSystem().isOpen());
    Key key = new Key(layout.root().getFileSystem(), layout.root());
    return LOCKS.computeIfAbsent(key, absent -> new StoreLock(layout));
  }

  Hold take(Disk disk, Duration wait, Gained gained) throws IOException {
    long left = nanos(wait);
    try {
      if (!monitor.tryLock(left, TimeUnit.NANOSECONDS)) {
        throw new IOException(
            "the plugins directory is busy in this JVM: " + layout.root() + ": waited " + wait);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      long deadline = System.nanoTime() + left;
      while (holds == 0 && !tryLock(disk)) {
        long rest = deadline - System.nanoTime();
        if (rest <= 0) {
          throw new IOException(
              "another JVM"
                  + LockHolder.of(layout.lock())
                  + " holds "
                  + layout.lock()
                  + ": waited "
                  + wait
                  + "; try again when its operation is over");
        }
        retry.await(Math.min(POLL_NANOS, rest), TimeUnit.NANOSECONDS);
      }
      holds++;
      if (holds == 1) {
        recover(gained);
      }
      return new Hold(this);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      monitor.unlock();
    }
  }

  private void recover(Gained gained) throws IOException {
    boolean done = false;
    try {
      gained.run();
      done = true;
    } finally {
      if (!done) {
        letGo();
      }
    }
  }

  void letGo() throws IOException {
    monitor.lock();
    try {
      holds--;
      if (holds > 0) {
        return;
      }
      inFlight.clear();
      FileLock held = fileLock;
      fileLock = null;
      if (held != null) {
        held.release();
      }
      retry.signalAll();
    } finally {
      monitor.unlock();
    }
  }

  /** Fails unless this JVM holds the lock; call with the monitor held. */
  void requireHold() {
    if (holds == 0) {
      throw new IllegalStateException(
          "not held: " + layout.lock() + "; open a hold before changing the plugins directory");
    }
  }

  private boolean tryLock(Disk disk) throws IOException {
    FileChannel open = channelOfTheFileThatIsThere(disk);
    try {
      FileLock gained = open.tryLock();
      if (gained == null) {
        return false;
      }
      boolean same = false;
      try {
        same = Objects.equals(fileKey, keyOfLock(disk));
      } finally {
        // Also when looking failed: a lock that nobody remembers is never released again.
        if (!same) {
          gained.release();
        }
      }
      if (same) {
        fileLock = gained;
      }
      return same;
    } catch (OverlappingFileLockException e) {
      throw new IOException(
          layout.lock() + " is locked by this JVM under another path; use one path for it", e);
    }
  }

  /**
   * A file that was deleted, and perhaps made again by another JVM, locks nobody out: only then,
   * and only while nothing is held, is the channel replaced.
   */
  private FileChannel channelOfTheFileThatIsThere(Disk disk) throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen() && Objects.equals(fileKey, keyOfLock(disk))) {
      return open;
    }
    channel = null;
    if (open != null) {
      open.close();
    }
    open = disk.openLock(layout.lock());
    channel = open;
    fileKey = keyOfLock(disk);
    return open;
  }

  private @Nullable Object keyOfLock(Disk disk) throws IOException {
    BasicFileAttributes attributes = disk.attributes(layout.lock());
    return attributes == null ? "missing" : attributes.fileKey();
  }

  private static long nanos(Duration wait) {
    // Bounded, so that adding it to a nanoTime cannot overflow.
    return wait.compareTo(Duration.ofDays(365)) > 0
        ? Duration.ofDays(365).toNanos()
        : Math.max(0, wait.toNanos());
  }

  private IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    IOException failure =
        new InterruptedIOException("interrupted while waiting for " + layout.lock());
    failure.initCause(cause);
    return failure;
  }
}
