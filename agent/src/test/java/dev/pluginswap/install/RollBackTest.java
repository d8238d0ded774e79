package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
}
