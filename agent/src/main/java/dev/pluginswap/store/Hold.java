package dev.pluginswap.store;

import java.io.IOException;

/** While it is open, this JVM and no other may change the plugins directory. */
public final class Hold implements AutoCloseable {
  private final StoreLock lock;
  private boolean closed;

  Hold(StoreLock lock) {
    this.lock = lock;
  }

  /** Lets go; the last one of this JVM releases the lock. The second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      lock.letGo();
    }
  }
}
