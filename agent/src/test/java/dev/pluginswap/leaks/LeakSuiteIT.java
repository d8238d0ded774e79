package dev.pluginswap.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.leaks.LeakKind.Fate;
import dev.pluginswap.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that leak, each in one way, taken through a swap in JVMs of the JDK under test.
 *
 * <p>To add a kind, put a {@link LeakKind} into the list of its category ({@link ThreadKinds}, and
 * those beside it in {@link LeakKinds}). It has the members of the plugin's class: at least {@code
 * void leak()}, which {@code start} calls, and {@code boolean intact()} where it can be told
 * whether what it has registered is still there. What it needs of the host is in {@code
 * src/test/resources/leaks/host}. Say {@code from} and {@code until} for what only some releases of
 * the JDK have, {@code held} who must be named where it is held, {@code once} where the next
 * generation cannot do the same, and {@code in} another JVM for what would be in the way of other
 * kinds. What becomes of it is in {@link Fates}. That it leaks indeed is tested by {@code
 * -Dleaks.control=true}, which repairs nothing. A build takes every eighth kind; {@code
 * -Dleaks.all=true} takes all of them, which needs some minutes.
 */
class LeakSuiteIT {

  @TempDir static Path directory;

  /** Whether every kind runs in both modes; else one of eight, and in the second what is left. */
  private static final boolean ALL = Boolean.getBoolean("leaks.all");

  private static final int SHARE = 8;

  /** Whether it is asked for some kinds by their ids. */
  private static final boolean ONLY = System.getProperty("leaks.only") != null;

  private static List<LeakKind> kinds;
  private static Fates fates;

  @BeforeAll
  static void choose() throws IOException {
    int release = ForkedJvm.release();
    Pattern only = Pattern.compile(System.getProperty("leaks.only", ""));
    fates = Fates.of(release);
    kinds =
        LeakKinds.all().stream()
            .filter(kind -> kind.isOf(release) && only.matcher(kind.id()).find())
            .toList();
  }

  @Test
  @EnabledIfSystemProperty(named = "leaks.control", matches = "true")
  void eachKindLeaksAndNoControlDoesWhenNothingIsRepaired() throws Exception {
    check("off", ",repairsOff=all", chosen(), kind -> kind.control() ? Fate.FIXED : Fate.HELD);
  }

  @Test
  void fourOfFiveLeaksAreRepairedByDefaultAndTheOthersNamed() throws Exception {
    check("default", "", chosen(), fates::byDefault);
    assertThat(fixed(fates::byDefault)).isGreaterThanOrEqualTo(80);
  }

  @Test
  void mostOthersAreRepairedWhenThatIsAskedForAndWhatIsNotIsNamed() throws Exception {
    List<LeakKind> left =
        chosen().stream().filter(kind -> ALL || fates.byDefault(kind) == Fate.HELD).toList();
    check("all", ",repairsOn=all", left, fates::withAllRepairs);
    assertThat(fixed(fates::withAllRepairs)).isGreaterThanOrEqualTo(93);
  }

  /** The kinds that run. */
  private static List<LeakKind> chosen() {
    List<LeakKind> chosen = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      if (ALL || ONLY || i % SHARE == 0) {
        chosen.add(kinds.get(i));
      }
    }
    return chosen;
  }

  /** How many leaks of a hundred are, once it is tested that the fates are what they are. */
  private static long fixed(Function<LeakKind, Fate> known) {
    if (ONLY) {
      return 100;
    }
    List<LeakKind> leaks = kinds.stream().filter(kind -> !kind.control() && !kind.kept()).toList();
    return 100
        * leaks.stream().filter(kind -> known.apply(kind) == Fate.FIXED).count()
        / leaks.size();
  }

  private static void check(
      String mode, String options, List<LeakKind> chosen, Function<LeakKind, Fate> expected)
      throws Exception {
    LeakRun.Result result =
        LeakRun.prepare(Files.createDirectories(directory.resolve(mode)), chosen)
            .run(mode, options);
    List<String> lines = new ArrayList<>(result.lines());
    lines.add(counts(mode, result.outcomes()));
    Files.write(ForkedJvm.moduleDirectory().resolve("target/leaks-" + mode + ".txt"), lines);
    List<String> wrong = new ArrayList<>(result.broken());
    for (LeakRun.Outcome outcome : result.outcomes()) {
      outcome.complaint(expected.apply(outcome.kind())).ifPresent(wrong::add);
    }
    assertThat(wrong).isEmpty();
    assertThat(result.outcomes()).hasSameSizeAs(chosen);
  }

  /** What the documentation states. */
  private static String counts(String mode, List<LeakRun.Outcome> all) throws IOException {
    return "JDK %d, repairs %s: %s; %s; controls: %d"
        .formatted(
            ForkedJvm.release(),
            mode,
            counts("leaks", all, kind -> !kind.control() && !kind.kept()),
            counts("kept by others", all, LeakKind::kept),
            all.stream().filter(one -> one.kind().control()).count());
  }

  private static String counts(
      String what, List<LeakRun.Outcome> all, Predicate<LeakKind> belongs) {
    List<LeakRun.Outcome> its = all.stream().filter(one -> belongs.test(one.kind())).toList();
    long fixed = its.stream().filter(LeakRun.Outcome::collected).count();
    return "%s: %d, of which %d collected (%d %%)"
        .formatted(what, its.size(), fixed, 100 * fixed / Math.max(1, its.size()));
  }
}
