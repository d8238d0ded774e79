package dev.pluginswap.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Closes files, which forces them, beside whoever writes the next ones: a journal makes what many
 * wait for durable in one go, so that thousands of files take the time of some hundred. The order
 * is of no account: nothing of a staging counts before its list is written, which waits for all.
 *
 * <p>For one thread that writes.
 */
final class Endings {

  /** Files that are open at a time. */
  private static final int MOST = 64;

  /**
   * So many files are closed at once, by whoever writes them: handing over few gains nothing, and
   * where all processors are busy it costs more than the disk does.
   */
  static final int FEW = 16;

  private final Executor executor;
  private final Semaphore free = new Semaphore(MOST);
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private int files;

  /**
   * @param executor closes the files; one that runs everything at once makes them one by one
   */
  Endings(Executor executor) {
    this.executor = executor;
  }

  /** The file, which is closed by the executor once it is closed by whoever writes it. */
  OutputStream of(OutputStream file) {
    return new FilterOutputStream(file) {
      private boolean closed;

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          end(file);
        }
      }
    };
  }

  private void end(OutputStream file) throws IOException {
    free.acquireUninterruptibly();
    files++;
    if (files <= FEW) {
      close(file);
    } else {
      executor.execute(() -> close(file));
    }
    check();
  }

  private void close(OutputStream file) {
    try {
      file.close();
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    } catch (RuntimeException | Error e) { // else nobody would hear of it
      failure.compareAndSet(null, new IOException("a file could not be closed", e));
    } finally {
      free.release();
    }
  }

  /**
   * Returns when all are closed.
   *
   * @throws IOException what closing one of them has thrown first
   */
  void await() throws IOException {
    waitForAll();
    check();
  }

  /** Returns when all are closed, or have failed. */
  void waitForAll() {
    free.acquireUninterruptibly(MOST);
    free.release(MOST);
  }

  private void check() throws IOException {
    IOException first = failure.get();
    if (first != null) {
      throw first;
    }
  }
}
