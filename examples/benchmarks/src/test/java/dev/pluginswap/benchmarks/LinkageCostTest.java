package dev.pluginswap.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import joptsimple.OptionParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That {@link LinkageCost} runs and measures something; on a small jar, and without a bound. */
final class LinkageCostTest {

  @TempDir Path directory;

  @Test
  void everyBenchmarkRunsAndIsComparedWithJdeps() throws Exception {
    LinkageTable table = LinkageTable.of(smoke(smallJar().toString()));

    assertThat(table.rows())
        .extracting(LinkageTable.Row::what)
        .containsExactlyInAnyOrder(
            "staticCold", "staticWarm", "bothCold", "bothWarm", "jdepsCold", "jdepsWarm");
    assertThat(table.rows())
        .allSatisfy(
            row -> {
              assertThat(row.classes()).isPositive();
              assertThat(row.threadMillis()).isPositive();
              assertThat(row.wallMillis()).isPositive();
              assertThat(table.timesJdeps(row)).isNotNull();
            });
    assertThat(table.toString()).contains("classes/cpu-s", "staticCold", "jdepsWarm");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void timesAreComparedWithJdepsAsColdOrAsWarm() {
    LinkageTable.Row cold = new LinkageTable.Row("staticCold", "a.jar", 100, 50, 40, 60);
    LinkageTable.Row warm = new LinkageTable.Row("staticWarm", "a.jar", 100, 10, 10, 10);
    LinkageTable table =
        new LinkageTable(
            List.of(
                cold,
                warm,
                new LinkageTable.Row("jdepsCold", "a.jar", 100, 100, 20, 90),
                new LinkageTable.Row("jdepsWarm", "a.jar", 100, 30, 5, 30)));

    assertThat(cold.classesPerCpuSecond()).isEqualTo(2000);
    assertThat(table.timesJdeps(cold)).isEqualTo(2);
    assertThat(table.timesJdeps(warm)).isEqualTo(3);
  }

  @Test
  void theLargeJarIsByteBuddys() throws Exception {
    assertThat(Library.classes(Library.jar(Library.BYTE_BUDDY))).isGreaterThan(2500);
  }

  private Collection<RunResult> smoke(String jar) throws RunnerException {
    Options smoke =
        new OptionsBuilder()
            .include("\\." + LinkageCost.class.getSimpleName() + "\\.")
            .param("directory", directory.toString())
            .param("jar", jar)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(smoke).run();
  }

  private static Path smallJar() throws URISyntaxException {
    return Path.of(OptionParser.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
