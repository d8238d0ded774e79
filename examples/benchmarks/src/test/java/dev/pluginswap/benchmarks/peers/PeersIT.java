package dev.pluginswap.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That each comparison runs, as it is started by hand; what must hold on any machine is asserted,
 * and no time.
 */
final class PeersIT {

  private static final long BOUND_SECONDS = 300;

  private static final Path TARGET =
      Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void throughAHandleCallersSeeNoGapAndThroughTheOthersTheyDo() throws Exception {
    // So slow that old versions are waited for: what they answer at the end would say it if not.
    Map<String, List<String>> rows = rows("gap", "--updates", "3", "--slow", "300");

    assertThat(rows).containsOnlyKeys("plugin-swap", "PF4J 3.15", "Felix 7");
    List<Long> ours = counts(rows.get("plugin-swap"));
    assertThat(ours.get(0)).as("short calls").isPositive();
    assertThat(ours.subList(1, 4)).as("none found, stopped plugin seen, failed").containsOnly(0L);
    assertThat(ours.get(4)).as("in flight completed").isPositive();
    assertThat(ours.get(5)).as("in flight failed").isZero();
    // Else it would not have been seen with ours either.
    for (String peer : List.of("PF4J 3.15", "Felix 7")) {
      assertThat(counts(rows.get(peer)).subList(1, 4).stream().mapToLong(gap -> gap).sum())
          .as(peer)
          .isPositive();
    }
  }

  @Test
  void anUpdateIsTimedForEverybodyAndThePhasesOfAnInstallAreTold() throws Exception {
    List<String> lines = run("swaps", "--rounds", "1", "--classes", "3");

    assertThat(cells(lines.get(0)))
        .containsExactly(
            "ms from update to new code", "URLClassLoader", "plugin-swap", "PF4J 3.15", "Felix 7");
    assertThat(lines.stream().filter(line -> line.startsWith("| 3 classes")))
        .as("%s", lines)
        .hasSize(2)
        .allSatisfy(line -> assertThat(cells(line)).doesNotContain(""));
  }

  @Test
  void afterSwapsOnlyTheLiveGenerationIsLeft() throws Exception {
    Map<String, List<String>> rows = rows("memory", "--swaps", "10");

    assertThat(rows).hasSize(12);
    for (String swaps : List.of("0", "1", "5", "10")) {
      List<Long> left = counts(rows.get("plugin-swap, " + swaps));
      assertThat(left.get(4)).as("generations alive after %s", swaps).isEqualTo(1);
      assertThat(left.get(3))
          .as("classes unloaded after %s", swaps)
          .isGreaterThanOrEqualTo(100 * Long.parseLong(swaps));
    }
  }

  @Test
  void aCallThroughAHandleIsMeasuredAfterSwaps() throws Exception {
    Map<String, List<String>> rows =
        rows(
            "calls",
            "--lanes",
            "handle,handleInline",
            "--variants",
            "SWAPPED",
            "--forks",
            "1",
            "--millis",
            "1",
            "--swaps",
            "2");

    assertThat(rows).containsOnlyKeys("`handle`", "`handleInline`");
    assertThat(rows.values())
        .allSatisfy(row -> assertThat(row.get(0)).matches("[0-9,.]+ / [0-9,.]+"));
  }

  @Test
  void whatIsMisspelledIsRefusedWithWhatThereIs() throws Exception {
    Process process = start("gap", "--update", "3");
    assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(directory.resolve("stderr")))
        .startsWith("--update is no option here; there are --updates, --slow");
  }

  /** The rows of the only table, without their first cell, by it. */
  private Map<String, List<String>> rows(String... arguments) throws Exception {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    List<String> lines = run(arguments);
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith("|")) {
        List<String> cells = cells(line);
        rows.put(cells.get(0), cells.subList(1, cells.size()));
      }
    }
    return rows;
  }

  private List<String> run(String... arguments) throws Exception {
    Process process = start(arguments);
    try {
      assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(directory.resolve("stdout"), UTF_8);
    assertThat(process.exitValue())
        .as("%s%n%s", lines, Files.readString(directory.resolve("stderr")))
        .isZero();
    try (Stream<Path> left = Files.list(TARGET.resolve("peers"))) {
      assertThat(left).as("left behind").noneMatch(Files::isDirectory);
    }
    return lines;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    String javaHome = System.getProperty("forked.javaHome", System.getProperty("java.home"));
    command.add(Path.of(javaHome, "bin", "java").toString());
    // It measures nothing, so it need not be alone on the machine.
    command.add("-Djmh.ignoreLock=true");
    command.add("-jar");
    command.add(TARGET.resolve("benchmarks-peers.jar").toString());
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(directory.resolve("stdout").toFile())
        .redirectError(directory.resolve("stderr").toFile())
        .start();
  }

  private static List<String> cells(String line) {
    String[] cells = line.split("\\|", -1);
    return Arrays.stream(cells, 1, cells.length - 1).map(String::strip).toList();
  }

  private static List<Long> counts(List<String> cells) {
    return cells.stream().map(cell -> Long.parseLong(cell.replace(",", ""))).toList();
  }
}
