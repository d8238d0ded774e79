package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.FaultyDisk.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation on the disk fails, or is the last one before the JVM is killed. */
@SuppressWarnings("try") // A hold is only held.
class FaultInjectionTest {

  private interface Action {
    void run(Operator operator) throws IOException;
  }

  private record Scenario(String name, List<String> installed, Action action) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Scenario> scenarios() {
    return List.of(
        new Scenario("first install", List.of(), operator -> operator.install("A")),
        new Scenario("update", List.of("A"), operator -> operator.install("B")),
        new Scenario("install of what is live", List.of("A"), operator -> operator.install("A")),
        new Scenario("there and back", List.of("A", "B"), operator -> operator.install("A")),
        new Scenario("rollback", List.of("A", "B", "C"), operator -> operator.rollBack("A")),
        new Scenario("removal", List.of("A", "B"), operator -> operator.remove()),
        new Scenario(
            "collection", List.of("A", "B", "C", "D"), operator -> operator.collect(Duration.ZERO)),
        new Scenario(
            "collection of a removed plugin",
            List.of("A", "B"),
            operator -> {
              operator.remove();
              operator.collect(Duration.ZERO);
            }));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aFailureOfAnyOperationLeavesTheOldOrTheNewVersion(Scenario scenario) throws IOException {
    for (Fault fault : Fault.values()) {
      Outcomes outcomes = new Outcomes(scenario);
      boolean reached = true;
      for (int n = 0; reached; n++) {
        try (Fixture fixture = new Fixture().installed(scenario.installed.toArray(String[]::new))) {
          // What a look does afterwards, or a kill does before a look, another operation shows.
          reached = outcomes.run(fixture, n, fault, fault != Fault.ONCE);
          recoverAndCheck(fixture, outcomes);
        } catch (AssertionError | IOException | RuntimeException e) {
          throw new AssertionError(scenario + ", operation " + n + " fails " + fault, e);
        }
      }
      outcomes.assertBothWereSeen();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aRecoveryThatIsKilledAnywhereIsFinishedByTheNextOne(Scenario scenario) throws IOException {
    Outcomes outcomes = new Outcomes(scenario);
    boolean reached = true;
    for (int n = 0; reached; n++) {
      boolean recoveryReached = true;
      for (int m = 0; recoveryReached; m++) {
        try (Fixture fixture = new Fixture().installed(scenario.installed.toArray(String[]::new))) {
          reached = outcomes.run(fixture, n, Fault.FOR_GOOD, true);
          if (fixture.disk.failedToForce()) {
            break; // In memory, the same as being killed one effect later.
          }
          recoveryReached = killedRecovery(fixture, m);
          if (!fixture.disk.failedToForce()) {
            recoverAndCheck(fixture, outcomes);
          }
        } catch (AssertionError | IOException | RuntimeException e) {
          throw new AssertionError(scenario + " killed at " + n + ", recovery at " + m, e);
        }
      }
    }
    outcomes.assertBothWereSeen();
  }

  private static boolean killedRecovery(Fixture fixture, int m) throws IOException {
    fixture.disk.failAt(Integer.MAX_VALUE, Fault.ONCE, true);
    PluginStore store = fixture.faulty();
    fixture.disk.failAt(m, Fault.FOR_GOOD, true);
    try (Hold hold = store.hold(Duration.ZERO)) {
      store.recover(true);
    } catch (FaultyDisk.InjectedException e) {
      assertThat(fixture.disk.hasFailed()).isTrue();
    }
    return fixture.disk.hasFailed();
  }

  private static void recoverAndCheck(Fixture fixture, Outcomes outcomes) throws IOException {
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThat(store.recover(true).problems()).isEmpty();
      RecoveryReport again = store.recover(true);
      assertThat(again.actions()).isEmpty();
    }
    fixture.assertConsistent();
    outcomes.see(fixture);
    fixture.operator(store).install("next");
    fixture.assertConsistent();
    assertThat(fixture.record().current()).isEqualTo(Operator.digest("next"));
  }

  /** What was live before, what is afterwards, and which of the two was seen. */
  private static final class Outcomes {
    private final Scenario scenario;
    private final Digest before;
    private final Digest after;
    private final Set<Digest> seen = new HashSet<>();

    Outcomes(Scenario scenario) throws IOException {
      this.scenario = scenario;
      try (Fixture fixture = new Fixture().installed(scenario.installed.toArray(String[]::new))) {
        this.before = live(fixture);
        scenario.action.run(fixture.operator(fixture.fresh()));
        this.after = live(fixture);
        fixture.assertConsistent();
      }
    }

    /** Runs the scenario with a fault; false when it ended before the fault. */
    boolean run(Fixture fixture, int n, Fault fault, boolean onlyEffects) throws IOException {
      PluginStore store = fixture.faulty();
      fixture.disk.failAt(n, fault, onlyEffects);
      boolean succeeded = false;
      try {
        scenario.action.run(fixture.operator(store));
        succeeded = true;
      } catch (IOException e) {
        assertThat(fixture.disk.hasFailed()).as("failed by itself: %s", e).isTrue();
      }
      boolean reached = fixture.disk.hasFailed();
      if (succeeded) {
        // Success means durable: whatever a failing clean-up left, the new version is live.
        assertThat(live(fixture)).isEqualTo(after);
      }
      return reached;
    }

    void see(Fixture fixture) throws IOException {
      Digest live = live(fixture);
      assertThat(live).isIn(before, after);
      seen.add(live);
    }

    void assertBothWereSeen() {
      assertThat(seen).contains(before, after);
    }

    private static Digest live(Fixture fixture) throws IOException {
      VersionRecord record = fixture.record();
      return record == null ? null : record.current();
    }
  }
}
