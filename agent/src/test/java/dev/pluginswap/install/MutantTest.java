package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Outcome;
import dev.pluginswap.crash.DiskOptions;
import dev.pluginswap.crash.RecordingFileSystem;
import dev.pluginswap.install.CrashCheck.Kind;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.Mutants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The crash checker is checked: it finds every way in which the protocol could be less. */
@ExtendWith(WithoutStderr.class)
final class MutantTest {

  /** Where places are looked for. A mutant has to be caught in one that has its place. */
  private static final List<String> SCENARIOS =
      List.of("update", "first install", "collection", "adoption");

  /** Cheap ones first, over all scenarios. */
  private static final List<List<Kind>> KINDS =
      List.of(
          List.of(Kind.KILL, Kind.ORDERED), List.of(Kind.WEAK), List.of(Kind.SPLIT, Kind.RESTART));

  private static int caught;

  private record Mutant(String name, List<DiskScenario> scenarios, UnaryOperator<Disk> disk) {
    @Override
    public String toString() {
      return name;
    }
  }

  @AfterAll
  static void count() throws IOException {
    if (caught == mutants().count()) {
      ReliabilityPage.mustSay("mutants: caught " + caught);
    }
  }

  static Stream<Mutant> mutants() throws IOException {
    List<Mutant> mutants = new ArrayList<>();
    Map<String, List<DiskScenario>> places = new LinkedHashMap<>();
    for (String name : SCENARIOS) {
      DiskScenario scenario = scenario(name);
      for (String place : places(scenario)) {
        places.computeIfAbsent(place, absent -> new ArrayList<>()).add(scenario);
      }
    }
    places.forEach(
        (place, scenarios) ->
            mutants.add(
                new Mutant("no force of " + place, scenarios, Mutants.withoutForce(place))));
    List<DiskScenario> update = List.of(DiskScenario.UPDATE);
    mutants.add(new Mutant("moves in two steps", update, Mutants::movingInTwoSteps));
    mutants.add(new Mutant("seals after the commit", update, Mutants::sealingAfterTheCommit));
    mutants.add(new Mutant("marks before the commit", update, Mutants::markingBeforeTheCommit));
    return mutants.stream();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void eachMutantIsCaught(Mutant mutant) throws IOException {
    assertThat(isCaught(mutant)).as("%s in %s", mutant, mutant.scenarios).isTrue();
    caught++;
  }

  private static boolean isCaught(Mutant mutant) throws IOException {
    for (List<Kind> kinds : KINDS) {
      for (DiskScenario scenario : mutant.scenarios) {
        CrashCheck check = new CrashCheck(scenario, DiskOptions.LINUX, mutant.disk, true);
        check.run(kinds);
        if (!check.violations().isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void anUpdateOfFiveFilesForcesNoMoreThanItMust() throws IOException {
    Mutants.Places places = new Mutants.Places();
    try (RecordingFileSystem disk = before(DiskScenario.UPDATE);
        SmallJvm jvm =
            new SmallJvm(
                disk,
                places.apply(SmallJvm.access(DiskOptions.LINUX)),
                SmallJvm.NOW,
                2,
                StepListener.NONE)) {
      int started = places.forces();
      assertThat(jvm.install("greeter B").outcome()).isEqualTo(Outcome.COMMITTED);
      int forces = places.forces() - started;
      ReliabilityPage.mustSay("forces of an update of five files: " + forces);
      assertThat(forces).isEqualTo(12);
    }
  }

  private static List<String> places(DiskScenario scenario) throws IOException {
    Mutants.Places places = new Mutants.Places();
    try (RecordingFileSystem disk = before(scenario)) {
      scenario.run(disk, places, 2);
    }
    return places.places();
  }

  private static RecordingFileSystem before(DiskScenario scenario) throws IOException {
    return RecordingFileSystem.mount(scenario.diskBefore(DiskOptions.LINUX), DiskOptions.LINUX);
  }

  private static DiskScenario scenario(String name) {
    return DiskScenario.ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
