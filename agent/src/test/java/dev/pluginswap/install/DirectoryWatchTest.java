package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another JVM makes live in the same plugins directory. */
@SuppressWarnings("try") // A hold is only held.
final class DirectoryWatchTest {

  private static final InstallSettings FOLLOWING =
      new InstallSettings(
          Workbench.SETTINGS.fetchTimeout(),
          Workbench.SETTINGS.startTimeout(),
          Workbench.SETTINGS.drainTimeout(),
          Workbench.SETTINGS.lockTimeout(),
          Workbench.SETTINGS.retain(),
          Workbench.SETTINGS.retainCount(),
          true,
          Workbench.SETTINGS.limits(),
          Workbench.SETTINGS.linkage(),
          Duration.ZERO,
          10,
          0);

  @TempDir Path directory;

  @Test
  void aVersionOfAnotherJvmIsNoticedOnceAndReloadLoadsIt() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      twoVersions(bench);
      List<PluginEvent> events = new CopyOnWriteArrayList<>();
      try (Subscription listening = bench.installer.onEvent(events::add)) {
        byAnotherJvm(bench, digestOf(bench, "1.0.0"));

        Workbench.await("told of the change", () -> count(events) == 1);
        assertThat(bench.status().problems())
            .singleElement()
            .satisfies(
                problem -> {
                  assertThat(problem.code()).isEqualTo("changed-by-another-jvm");
                  assertThat(problem.what()).contains("1.0.0", "greeter@2.0.0#2");
                  assertThat(problem.cure()).contains("reload greeter").contains("follow=true");
                });
        assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0: Ada");

        assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
        bench.assertLive("1.0.0");
        assertThat(bench.status().problems()).isEmpty();
        assertThat(count(events)).isEqualTo(1);
      }
    }
  }

  @Test
  void whatThisJvmInstallsItselfIsNoNews() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      List<PluginEvent> events = new CopyOnWriteArrayList<>();
      try (Subscription listening = bench.installer.onEvent(events::add)) {
        twoVersions(bench);
        bench.installer.rollback("greeter");
        bench.installer.reload("greeter");
        bench.installer.remove("greeter");
        bench.install(Workbench.greeter("3.0.0"));
        assertThat(bench.status().problems()).isEmpty();
        bench.restart();
        assertThat(bench.status().problems()).isEmpty();
      }
      assertThat(count(events)).isZero();
    }
  }

  @Test
  void aFollowingJvmLoadsWhatAnotherOneInstallsAndWritesNothing() throws Exception {
    try (Workbench bench = new Workbench(directory, FOLLOWING)) {
      twoVersions(bench);
      VersionRecord theirs = byAnotherJvm(bench, digestOf(bench, "1.0.0"));

      Workbench.await("followed", () -> bench.greeter.greet("Ada").equals("1.0.0: Ada"));
      Workbench.await("settled", () -> bench.status().problems().isEmpty());
      bench.assertLive("1.0.0");
      assertThat(bench.status().generation()).isEqualTo(theirs.generation());
      assertThat(bench.store.record("greeter")).isEqualTo(new RecordState.Present(theirs));
    }
  }

  @Test
  void aFollowingJvmTakesAPluginOutOfServiceWithTheOtherOne() throws Exception {
    try (Workbench bench = new Workbench(directory, FOLLOWING)) {
      twoVersions(bench);
      byAnotherJvm(bench, null);

      Workbench.await("removed", () -> bench.status().state() == PluginState.REMOVED);
    }
  }

  @Test
  void aVersionThatCannotBeFollowedLeavesTheOldOneServing() throws Exception {
    try (Workbench bench = new Workbench(directory, FOLLOWING)) {
      twoVersions(bench);
      Digest first = digestOf(bench, "1.0.0");
      Path jar = bench.store.versionDirectory("greeter", first).resolve("lib/greeter.jar");
      Files.write(jar, new byte[] {1});
      byAnotherJvm(bench, first);

      Workbench.await(
          "said why it cannot follow",
          () ->
              bench.status().problems().stream()
                  .map(Problem::code)
                  .toList()
                  .containsAll(List.of("version-file-changed", "changed-by-another-jvm")));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0: Ada");
      assertThat(bench.status().state()).isEqualTo(PluginState.LIVE);
    }
  }

  @Test
  void aPluginThatOnlyAnotherJvmHasLoadedIsSaidToBeNotLoaded() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      twoVersions(bench);
      Digest second = digestOf(bench, "2.0.0");
      bench.installer.remove("greeter");
      byAnotherJvm(bench, second);
      assertThat(bench.status().state()).isEqualTo(PluginState.NOT_LOADED);
      assertThat(bench.installer.reload("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("2.0.0");
    }
  }

  @Test
  void aRecordThatIsGoneIsSaidSo() throws Exception {
    try (Workbench bench = new Workbench(directory, FOLLOWING)) {
      twoVersions(bench);
      Files.delete(bench.plugins.resolve(".state/greeter"));
      assertThat(bench.status().problems())
          .extracting(Problem::code)
          .containsExactly("record-gone");
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0: Ada");
    }
  }

  @Test
  void damageIsSeenByStatusAndByVerifyAndRepairedByAnInstall() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      twoVersions(bench);
      assertThat(bench.installer.verifyInstalled("greeter").outcome()).isEqualTo(Outcome.UNCHANGED);
      Digest live = digestOf(bench, "2.0.0");
      Path jar = bench.store.versionDirectory("greeter", live).resolve("lib/greeter.jar");
      byte[] whole = Files.readAllBytes(jar);
      byte[] bent = whole.clone();
      bent[bent.length / 2] ^= 1;
      Files.write(jar, bent);

      assertThat(bench.status().state()).isEqualTo(PluginState.LIVE);
      assertThat(bench.status().problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("version-file-changed");
                assertThat(problem.where()).isEqualTo(jar.toString());
              });
      InstallReport report = bench.installer.verifyInstalled("greeter");
      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.problems()).extracting(Problem::where).containsExactly(jar.toString());

      assertThat(bench.install(Workbench.greeter("2.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(Files.readAllBytes(jar)).isEqualTo(whole);
      bench.assertLive("2.0.0");
      assertThat(bench.status().problems()).isEmpty();
    }
  }

  @Test
  void damageOfAVersionThatIsNotLiveIsAWarning() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      twoVersions(bench);
      Digest first = digestOf(bench, "1.0.0");
      Files.delete(bench.store.versionDirectory("greeter", first).resolve("plugin.json"));

      InstallReport report = bench.installer.verifyInstalled("greeter");

      assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(report.problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.isError()).isFalse());
      assertThat(bench.status().problems()).isEmpty();
    }
  }

  private static void twoVersions(Workbench bench) {
    bench.install(Workbench.greeter("1.0.0"));
    bench.install(Workbench.greeter("2.0.0"));
  }

  private static Digest digestOf(Workbench bench, String version) throws IOException {
    VersionRecord record = record(bench);
    for (Digest digest : record.digests()) {
      if (Records.describe(bench.store, "greeter", digest).version().equals(version)) {
        return digest;
      }
    }
    throw new AssertionError(version + " is not in " + record);
  }

  private static VersionRecord record(Workbench bench) throws IOException {
    return ((RecordState.Present) bench.store.record("greeter")).record();
  }

  /** Does to the disk what another JVM's transaction would, behind this one's back. */
  private static VersionRecord byAnotherJvm(Workbench bench, @Nullable Digest live)
      throws IOException {
    try (Hold hold = bench.store.hold(Duration.ofSeconds(10))) {
      VersionRecord record = record(bench);
      VersionRecord next = record.next(live, record.generation() + 5, Instant.now());
      bench.store.switchView("greeter", live);
      bench.store.commit(next);
      return next;
    }
  }

  private static long count(List<PluginEvent> events) {
    return events.stream().filter(e -> e.kind() == PluginEvent.Kind.CHANGED).count();
  }
}
