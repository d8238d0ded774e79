package dev.pluginswap.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes, writes and forces files beside whoever reads the next ones: a journal makes what many wait
 * for durable in one go, so that thousands of files take the time of some hundred. The order is of
 * no account: nothing of a staging counts before its list is written, which waits for all.
 *
 * <p>For one thread that writes.
 */
final class Endings {

  /** Files that are waited for at a time. */
  private static final int MOST = 64;

  /**
   * So many files are made and closed at once, by whoever writes them: handing over few gains
   * nothing, and where all processors are busy it costs more than the disk does.
   */
  static final int FEW = 16;

  /** Bytes of a file that are kept until it is handed over; a larger one is written as it comes. */
  private static final int SMALL = 1 << 16;

  private final Executor executor;
  private final Semaphore free = new Semaphore(MOST);
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private int files;

  /** Makes a file. */
  interface Opening {
    OutputStream open() throws IOException;
  }

  /** What is left to do with a file. */
  private interface End {
    void run() throws IOException;
  }

  /**
   * @param executor takes what is left to do; one that runs everything at once does it in order
   */
  Endings(Executor executor) {
    this.executor = executor;
  }

  /**
   * A new file, which is there for sure after {@link #await}.
   *
   * @throws IOException if it cannot be made, or if that is so of one before
   */
  OutputStream file(Opening opening) throws IOException {
    check();
    files++;
    return files <= FEW ? opening.open() : new Later(opening);
  }

  /** Keeps a small file until it is whole, and a large one until it is closed. */
  private final class Later extends OutputStream {
    private final Opening opening;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable OutputStream file;
    private boolean closed;

    Later(Opening opening) {
      this.opening = opening;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (file == null && kept.size() + length <= SMALL) {
        kept.write(source, offset, length);
        return;
      }
      opened().write(source, offset, length);
    }

    private OutputStream opened() throws IOException {
      OutputStream known = file;
      if (known == null) {
        known = opening.open();
        file = known;
        kept.writeTo(known);
        kept.reset();
      }
      return known;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      OutputStream large = file;
      end(large == null ? this::makeAndClose : large::close);
    }

    private void makeAndClose() throws IOException {
      try (OutputStream small = opening.open()) {
        kept.writeTo(small);
      }
    }
  }

  private void end(End end) throws IOException {
    free.acquireUninterruptibly();
    executor.execute(() -> run(end));
    check();
  }

  private void run(End end) {
    try {
      end.run();
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    } catch (RuntimeException | Error e) { // else nobody would hear of it
      failure.compareAndSet(null, new IOException("a file could not be written", e));
    } finally {
      free.release();
    }
  }

  /**
   * Returns when all are there.
   *
   * @throws IOException what one of them has failed with first
   */
  void await() throws IOException {
    waitForAll();
    check();
  }

  /** Returns when all are there, or have failed. */
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
