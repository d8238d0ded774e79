package dev.pluginswap.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.testing.hostile.HostileBundle;
import dev.pluginswap.testing.hostile.HostileBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bundles made to do harm: each is refused with its own code, soon, and nothing of it is left. Run
 * in a small JVM by {@link HostileBundlesIT}.
 */
@Timeout(30)
final class HostileInstalls {

  /** Where they are made already, so that this JVM needs no memory for that; null where not. */
  private static final String MADE = System.getProperty("hostile.bundles");

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @TempDir static Path directory;
  private static Workbench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = new Workbench(directory);
    assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  /** Where one is that was made before. */
  static Path made(Path place, HostileBundle hostile) {
    return place.resolve(Digest.ofBytes(hostile.name().getBytes(UTF_8)).hex());
  }

  static List<HostileBundle> bundles() {
    return HostileBundles.all();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void itIsRefusedAndNothingIsLeft(HostileBundle hostile) throws Exception {
    Path place = Files.createDirectory(directory.resolve("hostile" + NUMBERS.incrementAndGet()));
    Path bundle = place.resolve(hostile.fileName());
    if (MADE == null) {
      Files.write(bundle, hostile.content().bytes());
    } else {
      Files.copy(made(Path.of(MADE), hostile), bundle);
    }
    List<String> around = names(directory);

    InstallReport report = bench.install(bundle);

    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems()).extracting(Problem::code).contains(hostile.code());
    assertThat(report.problems())
        .filteredOn(Problem::isError)
        .allSatisfy(
            problem -> {
              assertThat(problem.what()).isNotBlank();
              assertThat(problem.cure()).isNotBlank();
              assertThat(problem.toString().chars()).noneMatch(Character::isISOControl);
            });
    bench.assertLive("1.0.0");
    assertThat(names(place)).containsExactly(hostile.fileName());
    assertThat(names(directory)).isEqualTo(around);
    Files.delete(bundle);
  }

  @Test
  void thereAreManyAndEachIsAnother() {
    List<String> names = bundles().stream().map(HostileBundle::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(120);
    System.out.println("hostile bundles: %d, of which came in: 0".formatted(names.size()));
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
