package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.install.FaultCheck.Count;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on the file system fails, in every way in which it can. */
@ExtendWith(WithoutStderr.class)
final class DiskFaultTest {

  private static Count total = Count.NONE;
  private static int run;

  static List<DiskScenario> scenarios() {
    return DiskScenario.ALL;
  }

  @AfterAll
  static void total() throws IOException {
    if (run == DiskScenario.ALL.size()) {
      ReliabilityPage.mustSay(line("all", total));
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aFailingOperationLeavesTheOldOrTheNewVersionOrSaysWhatIsBroken(DiskScenario scenario)
      throws IOException {
    FaultCheck check = new FaultCheck(scenario, DiskOptions.LINUX);
    Count count = check.run();
    System.out.println(line(scenario.name(), count));
    total = total.plus(count);
    run++;
    assertThat(check.violations()).isEmpty();
    assertThat(count.succeeded()).as("faults that harm nothing").isPositive();
    assertThat(count.takenBack()).as("faults that are taken back").isPositive();
  }

  private static String line(String scenario, Count count) {
    return String.format(
        "faults injected: %-14s operations %5d  faults %6d  succeeded %5d  taken back %6d"
            + "  broken %5d  violations %d",
        scenario,
        count.operations(),
        count.faults(),
        count.succeeded(),
        count.takenBack(),
        count.broken(),
        count.violations());
  }
}
