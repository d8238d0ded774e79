package dev.pluginswap.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResolversTest {

  @TempDir Path directory;
  private Fetches fetches;
  private final Sources sources = new Sources(List.of(new PathSource(Path.of("/"))));

  @BeforeEach
  void begin() {
    fetches = new Fetches(directory);
  }

  private static Path into(Map<String, Object> fetch, String name) {
    return ((Path) fetch.get("directory")).resolve(name);
  }

  private static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private Fetched fetch(String source) throws Exception {
    return sources.fetch(fetches.request(source));
  }

  private Problem refusal(Function<Map<String, Object>, Path> resolver) throws Exception {
    Runnable end = sources.add("vault", resolver);
    try {
      fetch("vault:x");
      throw new AssertionError("not refused");
    } catch (BundleRefusedException e) {
      return e.problems().get(0);
    } finally {
      end.run();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void anApplicationsSourceIsUsedUntilItIsTakenAway() throws Exception {
    List<Long> progress = new ArrayList<>();
    fetches.progress = (bytes, total) -> progress.addAll(List.of(bytes, total));
    Runnable end =
        sources.add(
            "vault",
            fetch -> {
              assertThat(fetch.get("source")).isEqualTo("vault:greeter/1.0");
              assertThat(((BooleanSupplier) fetch.get("cancelled")).getAsBoolean()).isFalse();
              ((BiConsumer<Long, Long>) fetch.get("progress")).accept(3L, 4L);
              return write(into(fetch, "greeter-1.0.zip"), new byte[] {1});
            });
    Fetched fetched = fetch("vault:greeter/1.0");
    assertThat(fetched.fileName()).isEqualTo("greeter-1.0.zip");
    assertThat(fetched.sha256()).isEqualTo(Digest.ofBytes(new byte[] {1}).hex());
    assertThat(progress).containsExactly(3L, 4L);
    end.run();
    assertThatThrownBy(() -> fetch("vault:greeter/1.0"))
        .hasMessageContaining("no source of this kind is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "v", "Vault", "va:ult", "", "1x"})
  void aSchemeThatIsNoneOrIsTakenIsRefused(String scheme) {
    assertThatThrownBy(() -> sources.add(scheme, fetch -> Path.of("/")))
        .isInstanceOf(IllegalArgumentException.class);
    sources.add("twice", fetch -> Path.of("/"));
    assertThatThrownBy(() -> sources.add("twice", fetch -> Path.of("/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'twice:' are known already");
  }

  @Test
  void whatAResolverThrowsIsAProblem() throws Exception {
    Problem problem =
        refusal(
            fetch -> {
              throw new CompletionException(new IOException("the vault is closed"));
            });
    assertThat(problem.code()).isEqualTo("source-resolver-failed");
    assertThat(problem.what()).endsWith("IOException: the vault is closed");
    assertThat(
            refusal(
                    fetch -> {
                      throw new AssertionError();
                    })
                .what())
        .endsWith("assertion error");
    assertThat(refusal(fetch -> into(fetch, "nothing")).what()).contains("neither a file nor");
  }

  @Test
  void aResolverIsBoundedInTimeAndInterrupted() throws Exception {
    fetches.limit = Duration.ofMillis(150);
    CountDownLatch interrupted = new CountDownLatch(1);
    Problem problem =
        refusal(
            fetch -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return Path.of("/");
            });
    assertThat(problem.code()).isEqualTo("fetch-timeout");
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aResolverIsBoundedInBytesAndFilesWhileItWrites() throws Exception {
    fetches.limits = new BundleLimits(1000, 3);
    Function<Map<String, Object>, Path> large =
        fetch -> {
          write(into(fetch, "a"), new byte[2000]);
          return waitForTheEnd();
        };
    assertThat(refusal(large).code()).isEqualTo("fetch-too-large");
    fetches = new Fetches(Files.createDirectory(directory.resolve("second")));
    fetches.limits = new BundleLimits(1000, 3);
    Function<Map<String, Object>, Path> many =
        fetch -> {
          for (int i = 0; i < 5; i++) {
            write(into(fetch, "a" + i), new byte[1]);
          }
          return waitForTheEnd();
        };
    assertThat(refusal(many).what()).contains("3 files");
  }

  private static Path waitForTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Path.of("/");
  }

  @Test
  void aResolverIsCancelled() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Thread canceller =
        new Thread(
            () -> {
              try {
                begun.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              fetches.cancellation.cancel();
            });
    canceller.start();
    Problem problem =
        refusal(
            fetch -> {
              begun.countDown();
              return waitForTheEnd();
            });
    assertThat(problem.code()).isEqualTo("install-cancelled");
    canceller.join();
  }
}
