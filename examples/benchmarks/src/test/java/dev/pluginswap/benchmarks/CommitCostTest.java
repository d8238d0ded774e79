package dev.pluginswap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That {@link CommitCost} compares what can be compared, and runs. */
@SuppressWarnings("try") // A hold is only held.
final class CommitCostTest {

  @TempDir Path directory;

  @Test
  void theBareWritesAreThoseOfTheStoreAndForceAsOften() throws IOException {
    BareWrites bare = new BareWrites(directory.resolve("bare"));
    Path plugins = directory.resolve("plugins");
    CountingDisk disk = new CountingDisk(Disk.of(plugins));
    PluginStore store = PluginStore.open(plugins, disk, Clock.systemUTC(), new Random(1));
    Digest before = SmallPlugin.of(0, Content.CODE_FREE).digest();
    try (Hold hold = store.hold(Duration.ZERO)) {
      StoreCommits commits = new StoreCommits(store, Clock.systemUTC());
      for (int number = 1; number <= 3; number++) {
        SmallPlugin plugin = SmallPlugin.of(number, Content.CODE_FREE);
        int forcedBefore = bare.forces();
        disk.forced().clear();

        bare.commit(
            plugin,
            plugin.list().text().getBytes(UTF_8),
            BareWrites.record(plugin.digest(), before));
        commits.commit(plugin);

        assertThat(disk.forced()).hasSize(bare.forces() - forcedBefore).isNotEmpty();
        assertThat(files(bare.version(plugin.digest())))
            .isEqualTo(files(store.versionDirectory(SmallPlugin.NAME, plugin.digest())));
        before = plugin.digest();
      }
    }
  }

  @Test
  void aSmallPluginHasFiveFilesOfTwentyKib() throws IOException {
    for (Content content : Content.values()) {
      SmallPlugin plugin = SmallPlugin.of(1, content);
      assertThat(plugin.files()).hasSize(5);
      assertThat(plugin.files().values().stream().mapToInt(bytes -> bytes.length).sum())
          .isBetween(18 * 1024, 22 * 1024);
      assertThat(plugin.digest()).isNotEqualTo(SmallPlugin.of(2, content).digest());
    }
  }

  @Test
  void everyBenchmarkRunsAndIsComparedWithTheBareCommitsBesideIt() throws RunnerException {
    Options smoke =
        new OptionsBuilder()
            .include("\\." + CommitCost.class.getSimpleName() + "\\.")
            .param("directory", directory.toString())
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(smoke).run();

    CostTable table = CostTable.of(results);
    assertThat(table.rows())
        .extracting(CostTable.Row::what)
        .containsExactlyInAnyOrder(
            "bareWrites",
            "storeCommit",
            "install CODE_FREE",
            "install ONE_CLASS",
            "installBefore CODE_FREE",
            "installBefore ONE_CLASS");
    assertThat(table.rows())
        .allSatisfy(
            row -> {
              assertThat(row.micros()).isPositive();
              assertThat(row.ratios().getPercentile(50)).isEqualTo(row.micros() / row.bareMicros());
            });
    assertThat(table.toString()).contains("times bare", "storeCommit");
    assertThat(directory).isEmptyDirectory();
  }

  /** Content by path, without what the store adds for people. */
  private static Map<String, String> files(Path version) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(version)) {
      for (Path path : tree.filter(Files::isRegularFile).toList()) {
        files.put(
            version.relativize(path).toString(), Digest.ofBytes(Files.readAllBytes(path)).hex());
      }
    }
    files.remove(".complete");
    return files;
  }
}
