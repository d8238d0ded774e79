package dev.pluginswap.store;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While it is open, no JVM deletes the files of this version, whatever its record says. The end of
 * the JVM closes it too.
 */
public final class Lease implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final StoreLock lock;
  private final Disk disk;
  private final VersionId version;
  private boolean closed;

  Lease(StoreLock lock, Disk disk, VersionId version) {
    this.lock = lock;
    this.disk = disk;
    this.version = version;
  }

  /**
   * Gives it back; needs no hold, and the second call does nothing. Where its file cannot be
   * deleted, other JVMs keep the version until this JVM ends; that is logged.
   */
  @Override
  public void close() {
    lock.monitor.lock();
    try {
      if (!closed) {
        closed = true;
        lock.leases.drop(disk, version);
      }
    } catch (IOException e) {
      LOG.warn("cannot give the lease of {} back; it ends with this JVM", version, e);
    } finally {
      lock.monitor.unlock();
    }
  }
}
