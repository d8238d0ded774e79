package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.install.CrashCheck.Count;
import dev.pluginswap.install.CrashCheck.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a crash may leave at any point of any operation is the old version or the new one. */
@ExtendWith(WithoutStderr.class)
final class CrashTest {

  static List<DiskScenario> scenarios() {
    return DiskScenario.ALL;
  }

  private static final Map<Kind, Count> TOTAL = new EnumMap<>(Kind.class);
  private static int run;

  @AfterAll
  static void total() throws IOException {
    if (run == DiskScenario.ALL.size()) {
      List<String> lines = new ArrayList<>();
      TOTAL.forEach((kind, count) -> lines.add(line("all", kind.name(), count)));
      lines.add(line("all", "ALL", TOTAL.values().stream().reduce(Count.NONE, Count::plus)));
      ReliabilityPage.mustSay(lines.toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aCrashLeavesTheOldOrTheNewVersion(DiskScenario scenario) throws IOException {
    CrashCheck check = new CrashCheck(scenario, DiskOptions.LINUX, UnaryOperator.identity(), false);
    check
        .run(List.of(Kind.values()))
        .forEach(
            (kind, count) -> {
              System.out.println(line(scenario.name(), kind.name(), count));
              TOTAL.merge(kind, count, Count::plus);
              assertThat(count.enumerated()).isPositive();
            });
    run++;
    assertThat(check.violations()).isEmpty();
  }

  private static String line(String scenario, String kind, Count count) {
    return String.format(
        "crash states: %-14s %-8s enumerated %6d  unique %5d  nested %5d  violations %d",
        scenario, kind, count.enumerated(), count.unique(), count.nested(), count.violations());
  }
}
