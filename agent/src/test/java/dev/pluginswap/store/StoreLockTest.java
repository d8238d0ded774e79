package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock, within a JVM and between two. */
@Timeout(60)
@SuppressWarnings("try") // A hold is only held.
class StoreLockTest {
  @TempDir Path root;

  /** Another JVM: takes a hold, says so, and keeps it until its standard input ends. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      try (Hold hold = open(Path.of(args[0])).hold(Duration.parse(args[1]))) {
        System.out.println("held");
        int end = System.in.read();
        System.out.println("end " + end);
      }
    }
  }

  private static PluginStore open(Path root) throws IOException {
    return PluginStore.open(root, Disk.of(root), Clock.systemUTC(), new Random());
  }

  @Test
  void anotherJvmIsWaitedForAndNamed() throws Exception {
    PluginStore store = open(root);
    Process other = startOther();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> store.hold(Duration.ofMillis(50)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(store.root().resolve(".lock").toString())
          .hasMessageContaining("try again when its operation is over")
          .hasMessageContaining(
              Files.isReadable(Path.of("/proc/locks")) ? "(process " + other.pid() + ")" : "");
      other.getOutputStream().close();
      store.hold(Duration.ofSeconds(30)).close();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aJvmThatIsKilledLetsGo() throws Exception {
    PluginStore store = open(root);
    Process other = startOther();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
      Files.writeString(root.resolve(".staging/left"), "by the killed one");
    } finally {
      other.destroyForcibly();
    }
    try (Hold hold = store.hold(Duration.ofSeconds(30))) {
      assertThat(root.resolve(".staging/left")).as("recovered").doesNotExist();
    }
  }

  @Test
  void aSecondStoreOfThisJvmSharesTheLockAndDoesNotDropIt() throws Exception {
    PluginStore first = open(root);
    try (Hold hold = first.hold(Duration.ZERO)) {
      open(root).hold(Duration.ZERO).close();
      Process other = startOther(Duration.ofMillis(100), ProcessBuilder.Redirect.DISCARD);
      try {
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).as("could not get the lock").isEqualTo(1);
      } finally {
        other.destroyForcibly();
      }
    }
  }

  @Test
  void aLockFileThatWasDeletedIsMadeAgain() throws Exception {
    PluginStore store = open(root);
    store.hold(Duration.ZERO).close();
    Files.delete(root.resolve(".lock"));
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThat(root.resolve(".lock")).exists();
    }
  }

  @Test
  void threadsInstallDifferentPluginsAtTheSameTime() throws Exception {
    PluginStore store = open(root);
    int threads = 4;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String plugin = "plugin" + i;
        Callable<Integer> work =
            () -> {
              start.await(30, TimeUnit.SECONDS);
              for (long generation = 1; generation <= 20; generation++) {
                try (Hold hold = store.hold(Duration.ofSeconds(30));
                    Staging staging = store.stage()) {
                  staging.seal(Operator.files("none"));
                  // An empty bundle is not intact, so each time it is published anew.
                  store.publish(staging, plugin, Operator.digest("none"));
                  store.switchView(plugin, Operator.digest("none"));
                  store.commit(
                      new VersionRecord(
                          plugin, generation, Operator.digest("none"), null, List.of()));
                }
              }
              return 20;
            };
        results.add(pool.submit(work));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(20);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(store.names()).hasSize(threads);
    assertThat(Fixture.names(root.resolve(".staging"))).isEmpty();
  }

  private Process startOther() throws IOException {
    return startOther(Duration.ofSeconds(30), ProcessBuilder.Redirect.INHERIT);
  }

  private Process startOther(Duration wait, ProcessBuilder.Redirect errors) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Other.class.getName(),
            root.toString(),
            wait.toString())
        .redirectError(errors)
        .start();
  }
}
