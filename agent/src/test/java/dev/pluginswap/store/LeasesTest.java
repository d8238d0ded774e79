package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs in one JVM is deleted by no other. */
@Timeout(60)
@SuppressWarnings("try") // A hold is only held.
class LeasesTest {
  private static final Retention NOTHING_OLD = new Retention(Duration.ZERO, 1);
  private static final Digest A = Operator.digest("A");

  @TempDir Path root;
  private final MutableClock clock = new MutableClock();
  private PluginStore store;

  /** Another JVM: leases a version, says so, and runs until its standard input ends. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      Path root = Path.of(args[0]);
      PluginStore store = PluginStore.open(root, Disk.of(root), Clock.systemUTC(), new Random());
      try (Hold hold = store.hold(Duration.ofSeconds(30))) {
        store.lease(Operator.PLUGIN, A);
      }
      System.out.println("leased");
      int end = System.in.read();
      System.out.println("end " + end);
    }
  }

  @BeforeEach
  void threeVersions() throws IOException {
    store = PluginStore.open(root, Disk.of(root), clock, new Random());
    for (String version : new String[] {"A", "B", "C"}) {
      new Operator(store, clock).install(version);
      clock.advance(Duration.ofHours(1));
    }
  }

  @Test
  void aVersionThatRunsInAnotherJvmIsKeptUntilThatJvmIsKilled() throws Exception {
    Process other = startOther();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("leased");
      assertThat(collected()).isZero();
      assertThat(whole()).isTrue();
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(collected()).isEqualTo(1);
    assertThat(store.versionDirectory(Operator.PLUGIN, A)).doesNotExist();
    assertThat(Fixture.names(root.resolve(".leases"))).isEmpty();
  }

  @Test
  void aVersionWithoutARecordIsKeptWhileItRunsInAnotherJvm() throws Exception {
    Process other = startOther();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("leased");
      Files.delete(root.resolve(".state/greeter"));
      store.hold(Duration.ZERO).close();
      assertThat(whole()).isTrue();
      assertThat(store.versionDirectory(Operator.PLUGIN, Operator.digest("C"))).doesNotExist();
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    store.hold(Duration.ZERO).close();
    assertThat(store.versionDirectory(Operator.PLUGIN, A)).doesNotExist();
  }

  @Test
  void aVersionIsKeptUntilItsLastGenerationInThisJvmIsClosed() throws IOException {
    Lease first;
    Lease second;
    try (Hold hold = store.hold(Duration.ZERO)) {
      first = store.lease(Operator.PLUGIN, A);
      second = store.lease(Operator.PLUGIN, A);
    }
    first.close();
    first.close();
    assertThat(collected()).isZero();
    second.close();
    assertThat(collected()).isEqualTo(1);
  }

  @Test
  void aVersionThatWasTakenBackIsDeletedOnceItNoLongerRuns() throws IOException {
    Digest taken = Operator.digest("D");
    try (Hold hold = store.hold(Duration.ZERO)) {
      new Operator(store, clock).stageAndPublish("D");
      try (Lease lease = store.lease(Operator.PLUGIN, taken)) {
        store.discard(Operator.PLUGIN, taken);
        assertThat(store.versionDirectory(Operator.PLUGIN, taken)).exists();
      }
      assertThat(store.tidy(false)).isEmpty();
      assertThat(store.versionDirectory(Operator.PLUGIN, taken)).doesNotExist();
    }
  }

  @Test
  void whatIsNotALeaseIsLeftAlone() throws IOException {
    Path foreign = Files.writeString(root.resolve(".leases/notes.txt"), "mine");
    Files.writeString(root.resolve(".leases/0123456789abcdef"), "process 1\n");
    Files.writeString(root.resolve(".leases/0123456789abcdef.greeter." + A), "");
    store.hold(Duration.ZERO).close();
    assertThat(Fixture.names(root.resolve(".leases"))).containsExactly("notes.txt");
    assertThat(foreign).hasContent("mine");
  }

  private int collected() throws IOException {
    try (Hold hold = store.hold(Duration.ofSeconds(30))) {
      return store.collect(Operator.PLUGIN, NOTHING_OLD, false).collected().size();
    }
  }

  private boolean whole() throws IOException {
    return store.check(Operator.PLUGIN, A) instanceof Integrity.Intact;
  }

  private Process startOther() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Other.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
