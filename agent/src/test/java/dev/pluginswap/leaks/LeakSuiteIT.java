package dev.pluginswap.leaks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.leaks.LeakKind.Fate;
import dev.pluginswap.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that leak, each in one way, taken through a swap in JVMs of the JDK under test.
 *
 * <p>To add a kind, put a {@link LeakKind} into the list of its category ({@link ThreadKinds}, and
 * those beside it in {@link LeakKinds}). It has the members of the plugin's class: at least {@code
 * void leak()}, which {@code start} calls, and {@code boolean intact()} where it can be told
 * whether what it has registered is still there. What it needs of the host is in {@code
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
    Pattern only = Pattern.compile(System.getProperty("leaks.only", ""));
    kinds =
        LeakKinds.all().stream()
            .filter(kind -> kind.isOf(release) && only.matcher(kind.id()).find())
            .toList();
    suite = LeakRun.prepare(directory, kinds);
  }

  @Test
  void eachKindLeaksAndNoControlDoesWhenNothingIsRepaired() throws Exception {
    check("off", ",repairsOff=all", kind -> kind.control() ? Fate.FIXED : Fate.HELD);
  }

  @Test
  void whatIsNotRepairedByDefaultIsNamed() throws Exception {
    check("default", "", LeakKind::byDefault);
  }

  @Test
  void whatNoRepairHelpsIsNamed() throws Exception {
    check("all", ",repairsOn=all", LeakKind::withAllRepairs);
  }

  private static void check(String mode, String options, Function<LeakKind, Fate> expected)
      throws Exception {
    LeakRun.Result result = suite.run(mode, ",unloadGc=true" + options);
    List<String> lines = new ArrayList<>(result.lines());
    lines.add(counts(mode, result.outcomes()));
    Files.write(ForkedJvm.moduleDirectory().resolve("target/leaks-" + mode + ".txt"), lines);
    List<String> wrong = new ArrayList<>(result.broken());
    for (LeakRun.Outcome outcome : result.outcomes()) {
      outcome.complaint(expected.apply(outcome.kind())).ifPresent(wrong::add);
    }
    assertThat(wrong).isEmpty();
    assertThat(result.outcomes()).hasSameSizeAs(kinds);
  }

  /** What the documentation states. */
  private static String counts(String mode, List<LeakRun.Outcome> all) throws IOException {
    List<LeakRun.Outcome> leaks = all.stream().filter(one -> !one.kind().control()).toList();
    long fixed = leaks.stream().filter(LeakRun.Outcome::collected).count();
    Map<String, Long> categories =
        leaks.stream().collect(groupingBy(one -> one.kind().category(), TreeMap::new, counting()));
    return "JDK %d, repairs %s: leak kinds: %d, fixed %d (%d %%), held %d; controls: %d; %s"
        .formatted(
            ForkedJvm.release(),
            mode,
            leaks.size(),
            fixed,
            100 * fixed / Math.max(1, leaks.size()),
            leaks.size() - fixed,
            all.size() - leaks.size(),
            categories);
  }
}
