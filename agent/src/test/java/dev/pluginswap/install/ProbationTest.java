package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.bundle.Handover;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is live on probation gives way to what was there before when its calls fail. */
@Timeout(60)
final class ProbationTest {

  /** Long enough that only a failure ends it. */
  private static final Duration LONG = Duration.ofHours(1);

  /** Says when it starts and stops, and fails as the name that it is to greet says. */
  private static final String PLUGIN =
      """
      package test;
      import dev.pluginswap.api.Plugin;
      import dev.pluginswap.api.PluginContext;
      public class Moody implements Plugin, dev.pluginswap.testing.Greeter {
        private static synchronized void log(String what) {
          System.setProperty("%1$s", System.getProperty("%1$s", "") + what + ";");
        }
        @Override public void start(PluginContext context) { log("start %2$s"); }
        @Override public void stop() { log("stop %2$s"); }
        @Override public String greet(String name) {
          if (name.equals("link")) throw new NoSuchMethodError("com.acme.Clock.now()");
          if (name.equals("fail")) throw new IllegalStateException("not today");
          return "%2$s: " + name;
        }
      }
      """;

  @TempDir Path directory;

  /** Of this test alone: generations of the one before may still be stopping. */
  private String key() {
    return "ProbationTest" + directory;
  }

  private TestPlugin moody(String version) {
    return TestPlugin.of("greeter", version)
        .source("test.Moody", PLUGIN.formatted(key(), version))
        .entry("test.Moody")
        .provides(Greeter.class.getName(), "test.Moody");
  }

  @AfterEach
  void forget() {
    System.clearProperty(key());
  }

  private String log() {
    return System.getProperty(key(), "");
  }

  private static Generation install(Workbench bench, TestPlugin plugin) {
    InstallReport report = bench.install(plugin);
    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.COMMITTED);
    return live(bench);
  }

  private static Generation live(Workbench bench) {
    Generation live = bench.runtime.live("greeter");
    assertThat(live).isNotNull();
    return live;
  }

  private static void fail(Workbench bench, String how) {
    assertThatThrownBy(() -> bench.greeter.greet(how))
        .isInstanceOfAny(NoSuchMethodError.class, IllegalStateException.class);
  }

  private static void awaitLive(Workbench bench, Generation expected) throws Exception {
    Workbench.await(expected + " is live again", () -> bench.runtime.live("greeter") == expected);
  }

  /** As {@link #awaitLive}, and the transaction that did it is over. */
  private static void awaitReturn(Workbench bench, Generation expected) throws Exception {
    awaitLive(bench, expected);
    Workbench.await("concluded", () -> !bench.status().problems().isEmpty());
  }

  @Test
  void aLinkageErrorBringsTheStartedGenerationBackAtOnce() throws Exception {
    List<PluginEvent> events = new CopyOnWriteArrayList<>();
    try (Workbench bench = new Workbench(directory);
        Subscription subscription = bench.installer.onEvent(events::add)) {
      Generation first = install(bench, moody("1.0.0"));
      Generation second = install(bench, moody("2.0.0").probation(LONG));
      assertThat(bench.greeter.greet("Ada")).isEqualTo("2.0.0: Ada");

      fail(bench, "link");

      awaitReturn(bench, first);
      assertThat(bench.greeter.greet("Ada")).isEqualTo("1.0.0: Ada");
      Workbench.await("stopped", () -> log().contains("stop 2.0.0"));
      assertThat(log()).isEqualTo("start 1.0.0;start 2.0.0;stop 2.0.0;");
      Workbench.await(
          "told", () -> events.stream().anyMatch(e -> e.kind() == PluginEvent.Kind.ROLLED_BACK));
      assertThat(events)
          .filteredOn(event -> event.kind() == PluginEvent.Kind.ROLLED_BACK)
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.message())
                      .startsWith(second + " has failed its probation, 1.0.0 is live again")
                      .contains(
                          "java.lang.NoSuchMethodError: com.acme.Clock.now(), at test.Moody"));
      assertThat(bench.status().problems())
          .extracting(Problem::code)
          .containsExactly("probation-failed");
      bench.assertLive("1.0.0");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void aWayBackThatFailsIsTriedAgain() throws Exception {
    List<PluginEvent> events = new CopyOnWriteArrayList<>();
    try (Workbench bench = new Workbench(directory);
        Subscription subscription = bench.installer.onEvent(events::add)) {
      Generation first = install(bench, moody("1.0.0"));
      Generation second = install(bench, moody("2.0.0").probation(LONG));
      AtomicInteger failures = new AtomicInteger();
      bench.steps.deed =
          () -> {
            assertThat(bench.runtime.live("greeter")).isSameAs(first); // the way back is under way
            if (failures.incrementAndGet() == 1) {
              throw new IOException("no space left on device");
            }
            return null;
          };
      bench.steps.step = Step.COMMIT;

      fail(bench, "link");

      Workbench.await("tried once", () -> failures.get() == 1);
      awaitLive(bench, second);
      assertThat(log()).isEqualTo("start 1.0.0;start 2.0.0;");
      awaitReturn(bench, first);
      Workbench.await("stopped", () -> log().contains("stop 2.0.0"));
      assertThat(failures).hasValue(2);
      bench.assertLive("1.0.0");
      assertThat(kindsOf(events, second.version()))
          .containsSubsequence(
              PluginEvent.Kind.PROBATION_BEGUN,
              PluginEvent.Kind.PROBATION_FAILED,
              PluginEvent.Kind.ROLLED_BACK);
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void whoBeginsAndWhoPassesIsTold() throws Exception {
    List<PluginEvent> events = new CopyOnWriteArrayList<>();
    try (Workbench bench = new Workbench(directory);
        Subscription subscription = bench.installer.onEvent(events::add)) {
      Generation first = install(bench, moody("1.0.0"));
      Generation second = install(bench, moody("2.0.0").probation(Duration.ofMillis(50)));
      Workbench.await(
          "told", () -> kindsOf(events, "2.0.0").contains(PluginEvent.Kind.PROBATION_PASSED));
      assertThat(kindsOf(events, "2.0.0"))
          .containsExactly(
              PluginEvent.Kind.PROBATION_BEGUN,
              PluginEvent.Kind.SWAPPED,
              PluginEvent.Kind.PROBATION_PASSED);
      assertThat(events)
          .filteredOn(event -> event.kind() == PluginEvent.Kind.PROBATION_BEGUN)
          .extracting(PluginEvent::message)
          .containsExactly(
              second + " is on probation for 50ms; until then " + first + " stays started");
      assertThat(subscription).isNotNull();
    }
  }

  private static List<PluginEvent.Kind> kindsOf(List<PluginEvent> events, String version) {
    return events.stream()
        .filter(event -> version.equals(event.version()))
        .map(PluginEvent::kind)
        .filter(kind -> kind != PluginEvent.Kind.PROGRESS)
        .toList();
  }

  @Test
  void afterARestartTheVersionThatCameBackIsLive() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      Generation first = install(bench, moody("1.0.0"));
      install(bench, moody("2.0.0").probation(LONG));
      fail(bench, "link");
      awaitReturn(bench, first);
      Workbench.await("stopped", () -> log().contains("stop 2.0.0"));
      bench.restart();
      bench.assertLive("1.0.0");
      assertThat(live(bench).number()).isGreaterThan(first.number());
    }
  }

  @Test
  void otherExceptionsAreCountedAndSoManyAreAllowed() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      Generation first = install(bench, moody("1.0.0"));
      Generation second = install(bench, moody("2.0.0").probation(LONG));
      for (int i = 0; i < Workbench.SETTINGS.probationFailures(); i++) {
        fail(bench, "fail");
      }
      assertThat(bench.runtime.live("greeter")).isSameAs(second);
      fail(bench, "fail");
      awaitReturn(bench, first);
      Workbench.await("told", () -> !bench.status().problems().isEmpty());
      assertThat(bench.status().problems().get(0).what())
          .isEqualTo(
              "%d calls have thrown, %d were allowed; the last one java.lang.IllegalStateException:"
                      .formatted(
                          Workbench.SETTINGS.probationFailures() + 1,
                          Workbench.SETTINGS.probationFailures())
                  + " not today, at test.Moody.greet(Moody.java:12)");
    }
  }

  @Test
  void whoPassesItsProbationStaysAndTheOneBeforeIsStopped() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, moody("1.0.0"));
      Generation second = install(bench, moody("2.0.0").probation(Duration.ofMillis(50)));
      Workbench.await("stopped", () -> log().contains("stop 1.0.0"));
      fail(bench, "link");
      assertThat(bench.runtime.live("greeter")).isSameAs(second);
      assertThat(log()).isEqualTo("start 1.0.0;start 2.0.0;stop 1.0.0;");
    }
  }

  @Test
  void whatIsInstalledNextEndsTheProbation() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, moody("1.0.0"));
      Generation second = install(bench, moody("2.0.0").probation(LONG));
      install(bench, moody("3.0.0").probation(LONG));
      Workbench.await("stopped", () -> log().contains("stop 1.0.0"));
      fail(bench, "link");
      awaitReturn(bench, second);
    }
  }

  @Test
  void whatIsRemovedTakesTheKeptOneWithIt() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, moody("1.0.0"));
      install(bench, moody("2.0.0").probation(LONG));
      assertThat(bench.installer.remove("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      Workbench.await(
          "both stopped", () -> log().contains("stop 1.0.0") && log().contains("stop 2.0.0"));
    }
  }

  @Test
  void aSwapThatFailsLeavesTheProbationAsItIs() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      Generation first = install(bench, moody("1.0.0"));
      install(bench, moody("2.0.0").probation(LONG));
      assertThat(bench.install(moody("3.0.0").entry("no.such.Entry")).isSuccess()).isFalse();
      fail(bench, "link");
      awaitReturn(bench, first);
    }
  }

  @Test
  void aRequestSaysMoreThanTheManifest() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      Generation first = install(bench, moody("1.0.0"));
      Path second = bench.zip(moody("2.0.0").probation(LONG));
      bench.installer.install(InstallRequest.of(second.toString()).withProbation(Duration.ZERO));
      Workbench.await("stopped", () -> log().contains("stop 1.0.0"));

      Path third = bench.zip(moody("3.0.0"));
      Generation before = live(bench);
      bench.installer.install(InstallRequest.of(third.toString()).withProbation(LONG));
      fail(bench, "link");
      awaitReturn(bench, before);
      assertThat(before).isNotSameAs(first);
    }
  }

  @Test
  void afterAnExclusiveHandOverTheVersionBeforeIsStartedAgain() throws Exception {
    try (Workbench bench = new Workbench(directory)) {
      install(bench, moody("1.0.0").handover(Handover.EXCLUSIVE));
      Generation second =
          install(bench, moody("2.0.0").handover(Handover.EXCLUSIVE).probation(LONG));
      fail(bench, "link");
      Workbench.await("live again", () -> bench.runtime.live("greeter") != second);
      Workbench.await("served", () -> bench.greeter.greet("Ada").equals("1.0.0: Ada"));
      Workbench.await("in order", () -> log().endsWith("stop 2.0.0;start 1.0.0;"));
    }
  }

  @Test
  void aReloadGoesBackToTheGenerationBefore() throws Exception {
    InstallReport report;
    try (Workbench bench = new Workbench(directory)) {
      Generation first = install(bench, moody("1.0.0").probation(LONG));
      report = bench.installer.reload("greeter");
      assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
      fail(bench, "link");
      awaitReturn(bench, first);
      Workbench.await("committed", () -> !bench.status().problems().isEmpty());
      bench.assertLive("1.0.0");
    }
  }

  @Test
  void theFirstVersionOfAPluginHasNothingToGoBackTo() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Generation first = install(bench, moody("1.0.0").probation(LONG));
      fail(bench, "link");
      assertThat(bench.runtime.live("greeter")).isSameAs(first);
      assertThat(bench.status().problems()).isEmpty();
    }
  }
}
