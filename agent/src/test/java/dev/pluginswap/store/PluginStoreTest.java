package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // A hold is only held.
class PluginStoreTest {
  private static final Digest A = Operator.digest("A");
  private static final Digest B = Operator.digest("B");
  private static final Digest C = Operator.digest("C");
  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void aVersionGoesFromStagingToLive() throws IOException {
    PluginStore store = fixture.fresh();
    assertThat(store.record("greeter")).isEqualTo(new RecordState.None());
    fixture.operator(store).install("A");
    fixture.assertConsistent();
    assertThat(store.names()).containsExactly("greeter");
    assertThat(store.record("greeter"))
        .isEqualTo(new RecordState.Present(new VersionRecord("greeter", 1, A, null, List.of())));
    assertThat(store.versionDirectory("greeter", A).resolve("lib/greeter.jar"))
        .hasContent("classes of A");
  }

  @Test
  void theSameProtocolWorksOnARealFileSystem(@TempDir Path directory) throws IOException {
    Path root = directory.resolve("made/here");
    PluginStore store = PluginStore.open(root, Disk.of(root), fixture.clock, new Random(1));
    Operator operator = new Operator(store, fixture.clock);
    operator.install("A");
    operator.install("B");
    operator.install("A");
    assertThat(store.hasViews()).isTrue();
    assertThat(root.resolve("greeter/lib/greeter.jar")).hasContent("classes of A");
    assertThat(root.resolve(".previous/greeter." + B + "/lib/greeter.jar"))
        .hasContent("classes of B");
    operator.remove();
    assertThat(operator.collect(Duration.ZERO).collected()).hasSize(2);
    assertThat(store.names()).isEmpty();
    assertThat(Fixture.names(root.resolve(".versions"))).isEmpty();
    assertThat(Fixture.names(root.resolve(".staging"))).isEmpty();
  }

  @Test
  void anIntactVersionIsNotPublishedAgainAndADamagedOneIsReplaced() throws IOException {
    fixture.installed("A");
    PluginStore store = fixture.fresh();
    assertThat(publishedAgain(store)).isFalse();
    Files.writeString(fixture.version("A").resolve("lib/extra.jar"), "x");
    assertThat(store.check("greeter", A)).isInstanceOf(Integrity.Damaged.class);
    assertThat(publishedAgain(store)).isTrue();
    assertThat(store.check("greeter", A)).isEqualTo(new Integrity.Intact());
  }

  private boolean publishedAgain(PluginStore store) throws IOException {
    try (Hold hold = store.hold(Duration.ZERO);
        Staging staging = store.stage()) {
      for (var file : Operator.content("A").entrySet()) {
        try (OutputStream out = staging.file(file.getKey())) {
          out.write(file.getValue().getBytes(UTF_8));
        }
      }
      staging.seal(Operator.files("A"));
      return store.publish(staging, "greeter", A);
    }
  }

  @Test
  void everyKindOfDamageIsFound() throws IOException {
    fixture.installed("A");
    Path version = fixture.version("A");
    Files.writeString(version.resolve("plugin.json"), "longer than it was before, by far, so far");
    Files.writeString(version.resolve("lib/greeter.jar"), "classes of X");
    Files.delete(version.resolve("classes/com/acme/text.properties"));
    Files.createSymbolicLink(version.resolve("lib/link.jar"), version.resolve("plugin.json"));
    assertThat(damage())
        .containsExactly(
            "version-file-missing",
            "version-file-changed",
            "version-file-changed",
            "version-file-extra");
    Files.writeString(version.resolve(".manifest"), Operator.files("B").text());
    assertThat(damage()).containsExactly("version-digest-mismatch");
    Files.writeString(version.resolve(".manifest"), "x");
    assertThat(damage()).containsExactly("version-manifest-damaged");
    Files.delete(version.resolve(".manifest"));
    assertThat(damage()).containsExactly("version-manifest-missing");
    assertThat(fixture.fresh().check("greeter", B)).isEqualTo(new Integrity.Missing());
  }

  private List<String> damage() throws IOException {
    Integrity.Damaged damaged = (Integrity.Damaged) fixture.fresh().check("greeter", A);
    return damaged.problems().stream().map(Problem::code).toList();
  }

  @Test
  void withoutLinksTheRecordAloneSaysWhatIsLive() throws IOException {
    Configuration noLinks =
        Configuration.unix().toBuilder().setSupportedFeatures(Feature.FILE_CHANNEL).build();
    try (FileSystem fileSystem = Jimfs.newFileSystem(noLinks)) {
      Path root = fileSystem.getPath("/plugins");
      PluginStore store = PluginStore.open(root, Disk.of(root), fixture.clock, new Random(1));
      assertThat(store.hasViews()).isFalse();
      Operator operator = new Operator(store, fixture.clock);
      operator.install("A");
      operator.install("B");
      assertThat(operator.record().current()).isEqualTo(B);
      assertThat(root.resolve("greeter")).doesNotExist();
      assertThat(Fixture.names(root.resolve(".previous"))).isEmpty();
      try (Hold hold = store.hold(Duration.ZERO)) {
        assertThat(store.recover(true).actions()).isEmpty();
      }
    }
  }

  @Test
  void nothingChangesWithoutAHold() throws IOException {
    PluginStore store = fixture.fresh();
    assertThatThrownBy(store::stage).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.recover(true)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.switchView("greeter", null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not held");
    Hold hold = store.hold(Duration.ZERO);
    hold.close();
    hold.close();
    try (Hold other = store.hold(Duration.ZERO)) {
      store.stage().close();
    }
    assertThatThrownBy(store::stage).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCommitThatCannotBeTrueIsRefused() throws IOException {
    fixture.installed("A", "B");
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThatThrownBy(() -> store.commit(new VersionRecord("greeter", 9, C, null, List.of())))
          .hasMessageContaining("is missing; publish the version first");
      assertThatThrownBy(() -> store.commit(new VersionRecord("greeter", 1, A, null, List.of())))
          .hasMessageContaining("generation 1 comes after generation 2 on disk");
      assertThatThrownBy(() -> store.discard("greeter", A))
          .isInstanceOf(IllegalStateException.class);
    }
    fixture.assertConsistent();
  }

  @Test
  void aStagingRefusesPathsThatLeadOutAndWritesNothingTwice() throws IOException {
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO);
        Staging staging = store.stage()) {
      for (String path : List.of("../x", "/etc/x", "a/../../x", "", ".")) {
        assertThatThrownBy(() -> staging.file(path)).isInstanceOf(IllegalArgumentException.class);
      }
      staging.file("a").close();
      assertThatThrownBy(() -> staging.file("a")).isInstanceOf(FileAlreadyExistsException.class);
      staging.seal(Operator.files("A"));
      assertThatThrownBy(() -> staging.directory("b")).hasMessageContaining("is sealed");
      assertThatThrownBy(() -> store.publish(staging, "greeter", B))
          .hasMessageContaining("not as " + B);
    }
    assertThat(Fixture.names(fixture.layout.staging())).isEmpty();
  }

  @Test
  void namesThatLeadOutAreRefusedEverywhere() throws IOException {
    PluginStore store = fixture.fresh();
    for (String name : List.of("..", "a/b", "", ".lock", "A", "x".repeat(65))) {
      assertThatThrownBy(() -> store.record(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.dataDirectory(name))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.configuration(name))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.versionDirectory(name, A))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(store.dataDirectory("greeter")).isDirectory();
  }

  @Test
  void aCollectionTakesOnlyWhatIsOldRetiredAndUnused() throws IOException {
    // Retired: A 4 hours ago, B 3, C 2; C is the previous one of D.
    fixture.installed("A", "B", "C", "D");
    fixture.clock.advance(Duration.ofHours(1));
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThat(collect(store, Duration.ofHours(5), false).collected()).isEmpty();
      assertThat(collect(store, Duration.ofHours(4), true).collected())
          .containsExactly(new GcOutcome.Collected("greeter", A));
      assertThat(store.check("greeter", A)).as("a dry run").isEqualTo(new Integrity.Intact());
      try (Lease lease = store.lease("greeter", B)) {
        assertThat(collect(store, Duration.ZERO, false))
            .isEqualTo(new GcOutcome(List.of(new GcOutcome.Collected("greeter", A)), List.of()));
      }
      assertThat(collect(store, Duration.ZERO, false).collected())
          .containsExactly(new GcOutcome.Collected("greeter", B));
    }
    fixture.assertConsistent();
    assertThat(fixture.record().retained()).extracting(Retained::digest).containsExactly(C);
  }

  @Test
  void whatCannotBeDeletedIsAProblemAndLeftToTheNextTime() throws IOException {
    fixture.installed("A", "B", "C");
    PluginStore store = fixture.faulty();
    fixture.disk.failDeleting("greeter.jar");
    try (Hold hold = store.hold(Duration.ZERO)) {
      GcOutcome outcome = collect(store, Duration.ZERO, false);
      assertThat(outcome.collected()).isEmpty();
      assertThat(outcome.problems()).singleElement().extracting("code").isEqualTo("collect-failed");
      List<Pending> seen = store.tidy(true);
      assertThat(seen).singleElement().extracting(Pending::why).isEqualTo("");
      assertThat(store.tidy(false))
          .singleElement()
          .satisfies(
              left -> {
                assertThat(left.path()).isEqualTo(seen.get(0).path()).startsWith(".staging/");
                assertThat(left.why()).contains("greeter.jar");
              });
      fixture.disk.failDeleting("");
      assertThat(store.tidy(false)).isEmpty();
    }
    PluginStore next = fixture.fresh();
    next.hold(Duration.ZERO).close();
    fixture.assertConsistent();
  }

  @Test
  void aVersionThatCannotBeMovedAwayLosesFirstWhatVouchesForIt() throws IOException {
    fixture.installed("A", "B", "C");
    PluginStore store = fixture.faulty();
    try (Hold hold = store.hold(Duration.ZERO)) {
      fixture.disk.failMoving(Operator.PLUGIN + "." + A);
      fixture.disk.log().clear();
      assertThat(collect(store, Duration.ZERO, false).collected()).hasSize(1);
    }
    assertThat(fixture.disk.log().stream().filter(line -> line.startsWith("delete")).toList())
        .startsWith(
            "delete " + fixture.version("A").resolve(".complete"),
            "delete " + fixture.version("A").resolve(".manifest"));
    fixture.assertConsistent();
  }

  @Test
  void beyondTheirCountTheVersionsThatRetiredFirstAreCollectedWhateverTheirAge()
      throws IOException {
    fixture.installed("A", "B", "C", "D");
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      Retention two = new Retention(Duration.ofDays(365), 2);
      assertThat(store.collect("greeter", two, false).collected())
          .containsExactly(new GcOutcome.Collected("greeter", A));
      fixture.operator(store).installWhileHolding("A");
      Retention one = new Retention(Duration.ofDays(365), 1);
      assertThat(store.collect("greeter", one, false).collected())
          .containsExactly(
              new GcOutcome.Collected("greeter", B), new GcOutcome.Collected("greeter", C));
    }
    fixture.assertConsistent();
  }

  @Test
  void theVersionThatARollbackBringsBackIsKeptBeyondAgeAndCount() throws IOException {
    fixture.installed("A", "B", "C");
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      // Back and forth: the previous version is the one that retired first.
      fixture.operator(store).rollBack("A");
      VersionRecord record = fixture.record();
      store.commit(
          new VersionRecord(
              "greeter", record.generation() + 1, record.current(), B, record.retained()));
      store.collect("greeter", new Retention(Duration.ZERO, 1), false);
      assertThat(fixture.record().previous()).isEqualTo(B);
      assertThat(store.check("greeter", B)).isEqualTo(new Integrity.Intact());
    }
  }

  @Test
  void nothingOfAFrozenPluginIsTouchedUntilARecordIsCommitted() throws IOException {
    fixture.installed("A", "B", "C");
    PluginStore store = fixture.fresh();
    try (Hold hold = store.hold(Duration.ZERO)) {
      fixture.operator(store).stageAndPublish("D");
      store.freeze("greeter");
    }
    try (Hold hold = store.hold(Duration.ZERO)) {
      assertThat(collect(store, Duration.ZERO, false)).isEqualTo(GcOutcome.NOTHING);
      assertThat(store.tidy(false)).isEmpty();
      assertThat(store.recover(true).actions()).isEmpty();
      assertThat(fixture.version("A")).exists();
      assertThat(fixture.version("D")).exists();
      fixture.operator(store).installWhileHolding("B");
      assertThat(collect(store, Duration.ZERO, false).collected()).hasSize(1);
    }
    store.hold(Duration.ZERO).close();
    fixture.assertConsistent();
  }

  @Test
  void aLookThatTrustsUntouchedFilesSeesEveryTouch() throws IOException {
    fixture.installed("A");
    PluginStore store = fixture.fresh();
    Path jar = fixture.version("A").resolve("lib/greeter.jar");
    assertThat(store.recheck("greeter", A)).isEqualTo(new Integrity.Intact());
    String whole = Files.readString(jar);

    Files.writeString(jar, whole.replace('c', 'k'));
    assertThat(store.recheck("greeter", A)).isInstanceOf(Integrity.Damaged.class);
    Files.writeString(jar, whole);
    assertThat(store.recheck("greeter", A)).isEqualTo(new Integrity.Intact());
    Files.delete(jar);
    assertThat(store.recheck("greeter", A)).isInstanceOf(Integrity.Damaged.class);
    Files.writeString(jar, whole);
    Files.writeString(fixture.version("A").resolve("extra"), "x");
    assertThat(store.recheck("greeter", A)).isInstanceOf(Integrity.Damaged.class);
  }

  private static GcOutcome collect(PluginStore store, Duration age, boolean dryRun)
      throws IOException {
    return store.collect("greeter", new Retention(age, Integer.MAX_VALUE), dryRun);
  }
}
