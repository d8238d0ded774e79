package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Virtual threads that wait for the next generation leave their carriers to others. Run by {@link
 * DispatchStressIT} in a JVM that has one carrier.
 */
final class WaitingVirtualThreads {

  private static final int CALLERS = 100;

  @TempDir Path directory;

  @Test
  void theyKeepNoCarrier() throws Exception {
    RuntimeHarness harness = new RuntimeHarness(directory);
    Generation old = harness.live(TestPlugin.greeter("greeter", "1", "old"));
    Greeter handle = harness.runtime.handle(Greeter.class, null);
    assertThat(old.drain(Duration.ZERO)).isTrue();
    CountDownLatch begun = new CountDownLatch(CALLERS);
    try (AutoCloseableExecutor threads = new AutoCloseableExecutor()) {
      List<CompletableFuture<String>> calls =
          IntStream.range(0, CALLERS)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            begun.countDown();
                            return handle.greet("Ada");
                          },
                          threads.executor))
              .toList();
      // With its only carrier held, the last of them would never begin.
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(calls).noneMatch(CompletableFuture::isDone);

      harness.live(TestPlugin.greeter("greeter", "2", "new"));

      for (CompletableFuture<String> call : calls) {
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("new Ada");
      }
    }
    assertThat(old.callsInFlight()).isZero();
  }

  /** The executor of JDK 21, which this code is not compiled against. */
  private static final class AutoCloseableExecutor implements AutoCloseable {
    final ExecutorService executor;

    AutoCloseableExecutor() throws ReflectiveOperationException {
      executor =
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
