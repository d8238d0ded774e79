package dev.pluginswap.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@link StagingCost} runs; on small archives, and without a bound. */
final class StagingCostTest {

  @TempDir Path directory;

  @Test
  void bothShapesAreStagedAndComparedWithUnzip() throws Exception {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "unzip"))),
        "no unzip on this machine");
    assertThat(StagingCost.table(directory, 20, 40_000, 1))
        .contains("times", "bundle ", "jar ")
        .hasLineCount(4);
  }
}
