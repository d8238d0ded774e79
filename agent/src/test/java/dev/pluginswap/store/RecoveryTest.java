package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A hold is only held.
class RecoveryTest {
  private final Fixture fixture = new Fixture();
  private final Layout layout = fixture.layout;

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void aSoundDirectoryNeedsNothing() throws IOException {
    fixture.installed("A", "B");
    assertThat(recover()).isEqualTo(new RecoveryReport(List.of(), Map.of()));
  }

  @Test
  void aViewThatLeadsElsewhereIsRelinked() throws IOException {
    fixture.installed("A", "B");
    relink(layout.view("greeter"), Layout.viewTarget(Fixture.id("A")));
    assertRepaired("switched the view to " + Fixture.id("B"));
  }

  @Test
  void aViewThatIsMissingIsMade() throws IOException {
    fixture.installed("A");
    Files.delete(layout.view("greeter"));
    assertRepaired("switched the view to " + Fixture.id("A"));
  }

  @Test
  void aViewWithoutARecordIsRemoved() throws IOException {
    fixture.installed("A");
    Files.delete(layout.record("greeter"));
    assertThat(recover().actions())
        .containsExactly(
            "removed the view of greeter", "deleted the unreferenced version " + Fixture.id("A"));
    fixture.assertConsistent();
  }

  @Test
  void snapshotsAreMadeAndRemovedAsTheRecordSays() throws IOException {
    fixture.installed("A", "B");
    Files.delete(layout.snapshot(Fixture.id("A")));
    Files.createSymbolicLink(
        layout.snapshot(Fixture.id("B")),
        fixture.fileSystem.getPath(Layout.snapshotTarget(Fixture.id("B"))));
    assertRepaired(
        "removed the link to the former previous version " + Fixture.id("B"),
        "linked the previous version " + Fixture.id("A"));
  }

  @Test
  void whatIsDisposableOrUnreferencedIsDeleted() throws IOException {
    fixture.installed("A");
    Files.createDirectories(layout.staging().resolve("incoming.0123456789abcdef/payload/lib"));
    Files.writeString(layout.staging().resolve("anything"), "x");
    Files.writeString(layout.state().resolve(".greeter.0123456789abcdef.new"), "half a rec");
    Files.createDirectories(fixture.version("unreferenced").resolve("lib"));
    assertRepaired(
        "deleted .state/.greeter.0123456789abcdef.new",
        "deleted the unreferenced version " + Fixture.id("unreferenced"),
        "deleted .staging/anything",
        "deleted .staging/incoming.0123456789abcdef");
  }

  @Test
  void whatTheStoreDidNotMakeIsNeverDeleted() throws IOException {
    fixture.installed("A");
    List<Path> foreign =
        List.of(
            layout.root().resolve("byhand/lib"),
            layout.root().resolve("lost+found"),
            layout.versions().resolve("notes"),
            layout.previous().resolve("mine"),
            layout.state().resolve("README.Txt"),
            layout.data().resolve("greeter"),
            layout.config().resolve("greeter.properties"));
    for (Path path : foreign) {
      Files.createDirectories(path);
    }
    Path elsewhere = layout.root().resolve("elsewhere");
    Files.createSymbolicLink(elsewhere, fixture.fileSystem.getPath("/srv/elsewhere"));
    assertThat(recover().actions()).isEmpty();
    assertThat(foreign).allMatch(Files::exists);
    assertThat(Fixture.exists(elsewhere)).isTrue();
  }

  @Test
  void aDirectoryInThePlaceOfAViewIsReportedAndLeft() throws IOException {
    fixture.installed("A");
    Files.delete(layout.view("greeter"));
    Files.createDirectory(layout.view("greeter"));
    assertThat(codes(recover())).containsExactly("view-blocked");
    assertThat(Files.isDirectory(layout.view("greeter"))).isTrue();
    PluginStore store = fixture.fresh();
    assertThatThrownBy(() -> fixture.operator(store).install("B"))
        .hasMessageContaining("not a link of this store; move it out of the way");
    assertThat(fixture.record().current()).isEqualTo(Operator.digest("A"));
  }

  @Test
  void aCommittedVersionWithoutItsMarkGetsOne() throws IOException {
    fixture.installed("A");
    Files.delete(fixture.version("A").resolve(".complete"));
    assertRepaired("marked " + Fixture.id("A") + " as committed");
    assertThat(Files.readString(fixture.version("A").resolve(".complete")))
        .contains("generation 1\n", "digest " + Operator.digest("A") + "\n", "source recovery\n");
  }

  @Test
  void aDamagedRecordStopsItsPluginAndNothingOfItIsDeleted() throws IOException {
    fixture.installed("A", "B", "C");
    Files.writeString(layout.record("greeter"), "rubbish");
    Files.createDirectory(fixture.version("unreferenced"));
    List<String> before = Fixture.names(layout.versions());
    RecoveryReport report = recover();
    assertThat(report.actions()).isEmpty();
    assertThat(codes(report)).containsExactly("record-damaged");
    assertThat(Fixture.names(layout.versions())).isEqualTo(before);
    assertThat(Fixture.exists(layout.view("greeter"))).isTrue();
    PluginStore store = fixture.fresh();
    assertThat(store.record("greeter")).isInstanceOf(RecordState.Damaged.class);
    assertThat(store.names()).containsExactly("greeter");
    assertThatThrownBy(() -> fixture.operator(store).install("D"))
        .hasMessageContaining("is damaged")
        .hasMessageContaining("is not overwritten");
    assertThat(fixture.operator(store).collect(Duration.ZERO).collected()).isEmpty();
    assertThat(Files.readString(layout.record("greeter"))).isEqualTo("rubbish");
  }

  @Test
  void aDamagedLiveVersionFallsBackToThePreviousOne() throws IOException {
    fixture.installed("A", "B");
    Files.writeString(fixture.version("B").resolve("lib/greeter.jar"), "classes of X");
    assertThat(codes(recover())).containsExactly("version-file-changed", "fell-back");
    VersionRecord record = fixture.record();
    assertThat(record.current()).isEqualTo(Operator.digest("A"));
    assertThat(record.generation()).isEqualTo(3);
    assertThat(record.previous()).isNull();
    assertThat(record.retained())
        .containsExactly(new Retained(Operator.digest("B"), fixture.clock.instant()));
    assertThat(Files.readString(layout.view("greeter").resolve("lib/greeter.jar")))
        .isEqualTo("classes of A");
    assertThat(recover()).isEqualTo(new RecoveryReport(List.of(), Map.of()));
    fixture.operator(fixture.fresh()).install("B");
    fixture.assertConsistent();
  }

  @Test
  void aMissingLiveVersionFallsBackToo() throws IOException {
    fixture.installed("A", "B");
    new Tree(fixture.disk).delete(fixture.version("B"));
    assertThat(codes(recover())).containsExactly("version-missing", "fell-back");
    assertThat(fixture.record().current()).isEqualTo(Operator.digest("A"));
  }

  @Test
  void withoutHashingNothingFallsBack() throws IOException {
    fixture.installed("A", "B");
    Files.delete(fixture.version("B").resolve("lib/greeter.jar"));
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThat(store.recover(false)).isEqualTo(new RecoveryReport(List.of(), Map.of()));
    }
    assertThat(fixture.record().current()).isEqualTo(Operator.digest("B"));
  }

  @Test
  void aDamagedLiveVersionWithoutAnIntactPreviousOneIsReportedAndKept() throws IOException {
    fixture.installed("A", "B");
    VersionRecord before = fixture.record();
    for (String version : List.of("A", "B")) {
      Files.delete(fixture.version(version).resolve("lib/greeter.jar"));
    }
    RecoveryReport report = recover();
    assertThat(codes(report)).containsExactly("version-file-missing");
    assertThat(report.actions()).isEmpty();
    assertThat(fixture.record()).isEqualTo(before);
    assertThat(fixture.version("B").resolve("plugin.json")).exists();
    fixture.operator(fixture.fresh()).install("B");
    assertThat(fixture.fresh().check("greeter", Operator.digest("B")))
        .as("repaired by installing it again")
        .isEqualTo(new Integrity.Intact());
  }

  @Test
  void aVersionThatCannotBeReadIsNotTakenForDamaged() throws IOException {
    fixture.installed("A", "B");
    PluginStore store = fixture.faulty();
    try (Hold hold = store.hold(Duration.ZERO)) {
      fixture.disk.failReading("greeter.jar");
      assertThat(codes(store.recover(true))).containsExactly("version-unreadable");
    }
    assertThat(fixture.record().current()).isEqualTo(Operator.digest("B"));
  }

  @Test
  void anEmptyRecordIsDeleted() throws IOException {
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      store.commit(new VersionRecord("greeter", 1, null, null, List.of()));
    }
    assertRepaired("deleted the empty record of greeter");
    assertThat(store.names()).isEmpty();
  }

  @Test
  void gainingTheLockRecovers() throws IOException {
    fixture.installed("A");
    Files.writeString(layout.staging().resolve("left"), "x");
    PluginStore store = fixture.fresh();
    try (Hold first = store.hold(Duration.ZERO)) {
      assertThat(layout.staging().resolve("left")).doesNotExist();
      Files.writeString(layout.staging().resolve("again"), "x");
      try (Hold second = store.hold(Duration.ZERO)) {
        assertThat(layout.staging().resolve("again")).as("held already").exists();
      }
    }
  }

  @Test
  void aStagingAndAPublishedVersionSurviveTheRecoveryOfAnotherThread() throws IOException {
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      try (Staging staging = store.stage()) {
        fixture.operator(store).stageAndPublish("A");
        assertThat(fixture.fresh().recover(true).actions()).isEmpty();
        assertThat(staging.root()).exists();
      }
      assertThat(store.check("greeter", Operator.digest("A"))).isEqualTo(new Integrity.Intact());
    }
    assertRepaired("deleted the unreferenced version " + Fixture.id("A"));
  }

  @Test
  void aStepThatFailsIsReportedAndTheOthersAreDone() throws IOException {
    fixture.installed("A");
    Files.delete(layout.view("greeter"));
    Files.writeString(layout.staging().resolve("left"), "x");
    PluginStore store = fixture.faulty();
    fixture.disk.failDeleting("left");
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThat(codes(store.recover(true))).containsExactly("recovery-incomplete");
    }
    assertThat(Fixture.exists(layout.view("greeter"))).isTrue();
  }

  private RecoveryReport recover() throws IOException {
    PluginStore store = fixture.fresh();
    // Held twice, so that the recovery on gaining the lock is not the one that is looked at.
    StoreLock lock = StoreLock.of(new Layout(store.root()));
    try (Hold hold = lock.take(fixture.disk, Duration.ZERO, () -> {})) {
      return store.recover(true);
    }
  }

  private void assertRepaired(String... actions) throws IOException {
    RecoveryReport report = recover();
    assertThat(report.actions()).containsExactly(actions);
    assertThat(report.problems()).isEmpty();
    fixture.assertConsistent();
    assertThat(recover().actions()).isEmpty();
  }

  private static List<String> codes(RecoveryReport report) {
    return report.problems().values().stream().flatMap(List::stream).map(Problem::code).toList();
  }

  private void relink(Path link, String target) throws IOException {
    Files.delete(link);
    Files.createSymbolicLink(link, fixture.fileSystem.getPath(target));
  }
}
