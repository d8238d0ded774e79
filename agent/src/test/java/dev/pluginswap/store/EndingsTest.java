package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for all files waits for each, and hears of the one that failed. */
@Timeout(20)
final class EndingsTest {

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
      endings.of(new ByteArrayOutputStream()).close();
    }
    return endings;
  }

  @Test
  void aFewAreClosedAtOnce() throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    Endings endings = afterAFew(later::add);
    assertThat(later).isEmpty();
    endings.of(new ByteArrayOutputStream()).close();
    assertThat(later).hasSize(1);
  }

  @Test
  void whatIsNotClosedYetIsWaitedFor() throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    Endings endings = afterAFew(later::add);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutputStream written = endings.of(file);
    written.write(new byte[] {1, 2, 3});
    written.close();
    written.close();
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
      later.remove().run();
      waiting.get(10, TimeUnit.SECONDS);
      assertThat(file.toByteArray()).containsExactly(1, 2, 3);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFailureIsThrownByTheNextFileOrByTheWait() throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    Endings endings = afterAFew(later::add);
    IOException failure = new IOException("no space left on device");
    endings.of(failing(failure)).close();
    later.remove().run();
    assertThatThrownBy(() -> endings.of(new ByteArrayOutputStream()).close()).isSameAs(failure);
    later.remove().run();
    assertThatThrownBy(endings::await).isSameAs(failure);
  }

  @Test
  void atOnceIsAtOnce() {
    IOException failure = new IOException("no space left on device");
    assertThatThrownBy(() -> new Endings(Runnable::run).of(failing(failure)).close())
        .isSameAs(failure);
  }

  @Test
  void whatIsNoInputOrOutputIsToldToo() {
    Endings endings = new Endings(Runnable::run);
    assertThatThrownBy(() -> endings.of(failing(new IllegalStateException("broken"))).close())
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("broken");
    assertThatThrownBy(endings::await).isInstanceOf(IOException.class);
  }
}
