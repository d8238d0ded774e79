package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which effects happen in which order: what survives a power loss hangs on each of these lines. */
@SuppressWarnings("try") // A hold is only held.
class DurabilityOrderTest {

  @Test
  void anUpdateForcesEverythingBeforeAnythingRestsOnIt() throws IOException {
    try (Fixture fixture = new Fixture().installed("A")) {
      PluginStore store = fixture.faulty();
      try (Hold hold = store.hold(Duration.ZERO)) {
        fixture.disk.log().clear();
        fixture.operator(store).installWhileHolding("B");
      }
      assertThat(effects(fixture))
          .containsExactly(
              "mkdir .staging/incoming.N",
              "mkdir .staging/incoming.N/payload",
              "mkdir .staging/incoming.N/scratch",
              "mkdir .staging/incoming.N/payload/classes",
              "mkdir .staging/incoming.N/payload/classes/com",
              "mkdir .staging/incoming.N/payload/classes/com/acme",
              "create .staging/incoming.N/payload/classes/com/acme/text.properties",
              "write .staging/incoming.N/payload/classes/com/acme/text.properties",
              "forceFile .staging/incoming.N/payload/classes/com/acme/text.properties",
              "mkdir .staging/incoming.N/payload/lib",
              "create .staging/incoming.N/payload/lib/greeter.jar",
              "write .staging/incoming.N/payload/lib/greeter.jar",
              "forceFile .staging/incoming.N/payload/lib/greeter.jar",
              "create .staging/incoming.N/payload/plugin.json",
              "write .staging/incoming.N/payload/plugin.json",
              "forceFile .staging/incoming.N/payload/plugin.json",
              "create .staging/incoming.N/payload/.manifest",
              "write .staging/incoming.N/payload/.manifest",
              "forceFile .staging/incoming.N/payload/.manifest",
              "force .staging/incoming.N/payload/classes/com/acme",
              "force .staging/incoming.N/payload/classes/com",
              "force .staging/incoming.N/payload/classes",
              "force .staging/incoming.N/payload/lib",
              "force .staging/incoming.N/payload",
              "move .staging/incoming.N/payload -> .versions/greeter.B",
              "force .versions",
              "delete .staging/incoming.N/scratch",
              "delete .staging/incoming.N",
              "link .staging/link.N to ../.versions/greeter.A",
              "move .staging/link.N -> .previous/greeter.A",
              "link .staging/link.N to .versions/greeter.B",
              "move .staging/link.N -> greeter",
              "create .state/.greeter.N.new",
              "write .state/.greeter.N.new",
              "forceFile .state/.greeter.N.new",
              "move .state/.greeter.N.new -> .state/greeter",
              "force .state",
              "create .staging/complete.N",
              "write .staging/complete.N",
              "close .staging/complete.N",
              "move .staging/complete.N -> .versions/greeter.B/.complete");
    }
  }

  @Test
  void aCollectionForcesTheRecordBeforeItDeletesAVersion() throws IOException {
    try (Fixture fixture = new Fixture().installed("A", "B", "C")) {
      PluginStore store = fixture.faulty();
      try (Hold hold = store.hold(Duration.ZERO)) {
        fixture.disk.log().clear();
        store.collect(Operator.PLUGIN, new Retention(Duration.ZERO, Integer.MAX_VALUE), false);
      }
      List<String> effects = effects(fixture);
      assertThat(effects)
          .containsSubsequence(
              "forceFile .state/.greeter.N.new",
              "move .state/.greeter.N.new -> .state/greeter",
              "force .state",
              "move .versions/greeter.A -> .staging/discarded.N",
              "delete .staging/discarded.N/.complete");
    }
  }

  @Test
  void aRecoveryForcesTheRecordsBeforeAnythingElse() throws IOException {
    try (Fixture fixture = new Fixture().installed("A")) {
      PluginStore store = fixture.faulty();
      fixture.disk.log().clear();
      store.hold(Duration.ZERO).close();
      assertThat(effects(fixture)).containsExactly("force .state");
    }
  }

  @Test
  void aVersionThatIsThereAlreadyIsForcedBeforeItIsUsed() throws IOException {
    try (Fixture fixture = new Fixture()) {
      PluginStore store = fixture.faulty();
      try (Hold hold = store.hold(Duration.ZERO)) {
        fixture.operator(store).stageAndPublish("A");
        fixture.disk.log().clear();
        fixture.operator(store).stageAndPublish("A");
      }
      assertThat(effects(fixture)).contains("force .versions").noneMatch(e -> e.startsWith("move"));
    }
  }

  /** Relative to the plugins directory, with digests by version and without nonces. */
  private static List<String> effects(Fixture fixture) {
    return fixture.disk.log().stream()
        .map(line -> line.replace("/plugins/", "").replaceAll("/plugins$", "."))
        .map(
            line -> line.replaceAll("\\b(incoming|link|complete|discarded)\\.[0-9a-f]{16}", "$1.N"))
        .map(line -> line.replaceAll("\\.[0-9a-f]{16}\\.new", ".N.new"))
        .map(
            line -> {
              for (String version : List.of("A", "B", "C")) {
                line = line.replace(Operator.digest(version).hex(), version);
              }
              return line;
            })
        .toList();
  }
}
