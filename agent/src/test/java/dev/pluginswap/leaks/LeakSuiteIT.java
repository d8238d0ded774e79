package dev.pluginswap.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that leak, each in one way, taken through a swap in JVMs of the JDK under test.
 *
 * <p>To add a kind, put a {@link LeakKind} into the list of its category ({@link ThreadKinds}, and
 * those beside it in {@link LeakKinds}). It has the members of the plugin's class: at least {@code
 * void leak()}, which {@code start} calls, and {@code boolean intact()} where it can be told whether
 * what it has registered is still there. What it needs of the host is in {@code
 * src/test/resources/leaks/host}. Say {@code from} and {@code until} for what only some releases of
 * the JDK have, {@code held} and by whom where no repair may help, {@code once} where the next
 * generation cannot do the same, and {@code in} another JVM for what would be in the way of other
 * kinds. That it leaks indeed, on each JDK of its range, is tested first.
 */
class LeakSuiteIT {

  @TempDir static Path directory;

  private static LeakRun suite;
  private static List<LeakKind> kinds;

  @BeforeAll
  static void compile() throws IOException {
    int release = ForkedJvm.release();
    String only = System.getProperty("leaks.only", "");
    kinds =
        LeakKinds.all().stream()
            .filter(kind -> kind.isOf(release) && kind.id().contains(only))
            .toList();
    suite = LeakRun.prepare(directory, kinds);
  }

  @Test
  void eachKindLeaksAndNoControlDoesWhenNothingIsRepaired() throws Exception {
    LeakRun.Result result = suite.run("off", "", LeakKind::control);
    report("off", result);
    List<String> wrong = new ArrayList<>(result.broken());
    for (LeakRun.Outcome outcome : result.outcomes()) {
      if (outcome.collected() != outcome.kind().control()) {
        wrong.add(
            "%s: %s".formatted(outcome.kind().id(), outcome.collected() ? "no leak" : "leaks"));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(result.outcomes()).hasSameSizeAs(kinds);
  }

  private static void report(String mode, LeakRun.Result result) throws IOException {
    Files.write(ForkedJvm.moduleDirectory().resolve("target/leaks-" + mode + ".txt"), result.lines());
  }
}
