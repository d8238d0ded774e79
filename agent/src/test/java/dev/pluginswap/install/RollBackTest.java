package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of a transaction throws, before and after it acts; every operation on the disk fails.
 */
final class RollBackTest {

  /** From here on something live was touched. */
  private static final Set<Step> SECOND_HALF = EnumSet.range(Step.SNAPSHOT, Step.COMMIT);

  @TempDir Path directory;

  record Fault(Step step, boolean after, Throwable thrown) {
    @Override
    public String toString() {
      return (after ? "after " : "before ") + step + " " + thrown.getClass().getSimpleName();
    }
  }

  static Stream<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (Step step : Step.values()) {
      for (boolean after : new boolean[] {false, true}) {
        faults.add(new Fault(step, after, new IOException("no space left on device")));
        faults.add(new Fault(step, after, new IllegalStateException("a bug")));
        faults.add(new Fault(step, after, new StackOverflowError("a deep bug")));
      }
    }
    return faults.stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aStepThatThrowsDuringAnUpdateLeavesTheOldVersion(Fault fault) throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      bench.assertLive("1.0.0");
      long before = bench.status().generation();

      InstallReport report = failing(bench, fault, "2.0.0");

      assertReported(report, fault);
      assertThat(report.generation()).isEqualTo(report.plugin() == null ? 0 : before);
      bench.assertLive("1.0.0");
      bench.restart();
      bench.assertLive("1.0.0");

      bench.steps.step = null;
      assertThat(bench.install(Workbench.greeter("2.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("2.0.0");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aStepThatThrowsDuringTheFirstInstallLeavesNothing(Fault fault) throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      InstallReport report = failing(bench, fault, "1.0.0");

      assertReported(report, fault);
      bench.assertAbsent();

      bench.steps.step = null;
      assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aStepThatThrowsDuringRollbackLeavesTheNewVersion(Fault fault) throws IOException {
    if (EnumSet.of(Step.FETCH, Step.STAGE, Step.PUBLISH).contains(fault.step())) {
      return; // a rollback has none of these
    }
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      bench.install(Workbench.greeter("2.0.0"));
      bench.assertLive("2.0.0");

      bench.steps.thrown = fault.thrown();
      bench.steps.after = fault.after();
      bench.steps.step = fault.step();
      InstallReport report = bench.installer.rollback("greeter");

      assertReported(report, fault);
      bench.assertLive("2.0.0");

      bench.steps.step = null;
      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    }
  }

  private static InstallReport failing(Workbench bench, Fault fault, String version) {
    bench.steps.thrown = fault.thrown();
    bench.steps.after = fault.after();
    bench.steps.step = fault.step();
    return bench.install(Workbench.greeter(version));
  }

  private static void assertReported(InstallReport report, Fault fault) {
    assertThat(report.outcome())
        .isEqualTo(SECOND_HALF.contains(fault.step()) ? Outcome.ROLLED_BACK : Outcome.REFUSED);
    assertThat(report.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.isError()).isTrue();
              assertThat(problem.what()).contains(fault.thrown().getMessage());
              assertThat(problem.where()).isEqualTo(fault.step().label());
            });
  }

  @Test
  void anyOperationOnTheDiskMayFailOnce() throws IOException {
    int operations = countOperations(directory.resolve("count"));
    assertThat(operations).isGreaterThan(30);
    for (int n = 1; n <= operations; n++) {
      try (Workbench bench = new Workbench(directory.resolve("once" + n))) {
        bench.install(Workbench.greeter("1.0.0"));
        Path bundle = bench.zip(Workbench.greeter("2.0.0"));
        bench.disk.failAt(n, false);
        InstallReport report = bench.install(bundle);
        String failed = bench.disk.failed();
        bench.disk.heal();

        assertThat(report.outcome()).as(failed).isNotEqualTo(Outcome.BROKEN);
        bench.restart(); // what could not be cleaned up is left to the next start
        bench.assertLive(report.isSuccess() ? "2.0.0" : "1.0.0");
      } catch (AssertionError e) {
        throw new AssertionError("operation " + n + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void theDiskMayFailForGoodAtAnyOperation() throws IOException {
    int operations = countOperations(directory.resolve("count"));
    int broken = 0;
    for (int n = 1; n <= operations; n++) {
      try (Workbench bench = new Workbench(directory.resolve("forgood" + n))) {
        bench.install(Workbench.greeter("1.0.0"));
        Path bundle = bench.zip(Workbench.greeter("2.0.0"));
        bench.disk.failAt(n, true);
        InstallReport report = bench.install(bundle);
        bench.disk.heal();

        String serving = bench.greeter.greet("Ada");
        assertThat(serving).isEqualTo((report.isSuccess() ? "2.0.0" : "1.0.0") + ": Ada");
        if (report.outcome() == Outcome.BROKEN) {
          broken++;
          assertThat(report.problems())
              .anySatisfy(
                  problem -> {
                    assertThat(problem.code()).isEqualTo("roll-back-failed");
                    assertThat(problem.cure()).contains("reload greeter");
                  });
          assertThat(bench.status().state()).isEqualTo(PluginState.BROKEN);
          // The cure that it names works: what the disk says is what runs then.
          InstallReport cured = bench.installer.reload("greeter");
          assertThat(cured.outcome()).isEqualTo(Outcome.COMMITTED);
          assertThat(bench.greeter.greet("Ada")).isEqualTo(cured.version() + ": Ada");
          assertThat(bench.status().state()).isEqualTo(PluginState.LIVE);
        }
        bench.restart();
        String live = bench.status().live().version();
        assertThat(live).isIn("1.0.0", "2.0.0");
        bench.assertLive(live);
      } catch (AssertionError e) {
        throw new AssertionError("operation " + n + ": " + e.getMessage(), e);
      }
    }
    assertThat(broken).as("faults that cannot be taken back").isPositive();
  }

  private static int countOperations(Path directory) throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      bench.install(Workbench.greeter("1.0.0"));
      Path bundle = bench.zip(Workbench.greeter("2.0.0"));
      bench.disk.failAt(Integer.MAX_VALUE, false);
      assertThat(bench.install(bundle).outcome()).isEqualTo(Outcome.COMMITTED);
      return bench.disk.count();
    }
  }
}
