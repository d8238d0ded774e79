package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits for all files waits for each, and hears of the one that failed. */
@Timeout(20)
final class EndingsTest {

  /** A file in memory that says whether it is closed. */
  private static final class Recorded extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  private static OutputStream failing(Throwable failure) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() throws IOException {
        if (failure instanceof IOException e) {
          throw e;
        }
        throw (RuntimeException) failure;
      }
    };
  }

  /** That hands over the next file. */
  private static Endings afterAFew(Executor executor) throws IOException {
    Endings endings = new Endings(executor);
    for (int i = 0; i < Endings.FEW; i++) {
      Recorded file = new Recorded();
      endings.file(() -> file).close();
      assertThat(file.closed).isTrue();
    }
    return endings;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 65_536, 65_537, 200_000})
  void whatIsHandedOverIsWaitedForAndWhole(int size) throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    Endings endings = afterAFew(later::add);
    Recorded file = new Recorded();
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    try (OutputStream written = endings.file(() -> file)) {
      for (int at = 0; at < size; at += 50_000) {
        written.write(content, at, Math.min(50_000, size - at));
      }
      written.flush();
      written.close();
    }
    assertThat(later).hasSize(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<Void> begun = new CompletableFuture<>();
      Future<?> waiting =
          threads.submit(
              () -> {
                begun.complete(null);
                endings.await();
                return null;
              });
      begun.get(10, TimeUnit.SECONDS);
      assertThat(waiting.isDone()).isFalse();
      assertThat(file.closed).isFalse();
      later.remove().run();
      waiting.get(10, TimeUnit.SECONDS);
      assertThat(file.closed).isTrue();
      assertThat(file.toByteArray()).isEqualTo(content);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFailureIsThrownByTheNextFileOrByTheWait() throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    Endings endings = afterAFew(later::add);
    IOException failure = new IOException("no space left on device");
    endings.file(() -> failing(failure)).close();
    later.remove().run();
    assertThatThrownBy(() -> endings.file(Recorded::new)).isSameAs(failure);
    assertThatThrownBy(endings::await).isSameAs(failure);
  }

  @Test
  void aFileThatCannotBeMadeIsAFailureToo() throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    Endings endings = afterAFew(later::add);
    IOException failure = new IOException("no such directory");
    endings
        .file(
            () -> {
              throw failure;
            })
        .close();
    later.remove().run();
    assertThatThrownBy(endings::await).isSameAs(failure);
  }

  @Test
  void atOnceIsAtOnce() throws Exception {
    IOException failure = new IOException("no space left on device");
    assertThatThrownBy(() -> afterAFew(Runnable::run).file(() -> failing(failure)).close())
        .isSameAs(failure);
    assertThatThrownBy(() -> new Endings(Runnable::run).file(() -> failing(failure)).close())
        .isSameAs(failure);
  }

  @Test
  void whatIsNoInputOrOutputIsToldToo() throws Exception {
    Endings endings = afterAFew(Runnable::run);
    IllegalStateException broken = new IllegalStateException("broken");
    assertThatThrownBy(() -> endings.file(() -> failing(broken)).close())
        .isInstanceOf(IOException.class)
        .hasCause(broken);
    assertThatThrownBy(endings::await).isInstanceOf(IOException.class);
  }
}
