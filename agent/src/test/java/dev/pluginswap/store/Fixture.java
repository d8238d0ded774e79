package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A plugins directory in memory. */
final class Fixture implements AutoCloseable {
  private static final Configuration SMALL =
      Configuration.unix().toBuilder().setBlockSize(512).setWorkingDirectory("/").build();

  final FileSystem fileSystem = Jimfs.newFileSystem(SMALL);
  final Path root = fileSystem.getPath("/plugins");
  final Layout layout = new Layout(root);
  final MutableClock clock = new MutableClock();
  final FaultyDisk disk = new FaultyDisk(Disk.of(root));

  /** One for all stores, as fresh JVMs do not repeat each other's names. */
  private final Random nonces = new Random(42);

  /** A store as a fresh JVM would open it, on a disk without faults. */
  PluginStore fresh() throws IOException {
    return PluginStore.open(root, Disk.of(root), clock, nonces);
  }

  /** A store whose disk can be made to fail. */
  PluginStore faulty() throws IOException {
    return PluginStore.open(root, disk, clock, nonces);
  }

  Operator operator(PluginStore store) {
    return new Operator(store, clock);
  }

  /** Installs these versions of the plugin, one after the other, an hour apart. */
  Fixture installed(String... versions) throws IOException {
    for (String version : versions) {
      operator(fresh()).install(version);
      clock.advance(java.time.Duration.ofHours(1));
    }
    return this;
  }

  VersionRecord record() throws IOException {
    return operator(fresh()).record();
  }

  Path version(String version) {
    return layout.version(id(version));
  }

  static VersionId id(String version) {
    return new VersionId(Operator.PLUGIN, Operator.digest(version));
  }

  /** Everything that is visible follows from the record, and nothing else is left. */
  void assertConsistent() throws IOException {
    PluginStore store = fresh();
    VersionRecord record = operator(store).record();
    Digest current = record == null ? null : record.current();
    if (current == null) {
      assertThat(layout.view(Operator.PLUGIN)).doesNotExist();
    } else {
      assertThat(store.check(Operator.PLUGIN, current)).isEqualTo(new Integrity.Intact());
      assertThat(Files.readSymbolicLink(layout.view(Operator.PLUGIN)).toString())
          .isEqualTo(Layout.viewTarget(new VersionId(Operator.PLUGIN, current)));
      assertThat(layout.view(Operator.PLUGIN).resolve(Layout.COMPLETE)).exists();
    }
    assertThat(names(layout.staging())).isEmpty();
    assertThat(names(layout.state()))
        .isEqualTo(record == null ? List.of() : List.of(Operator.PLUGIN));
    assertThat(names(layout.versions()))
        .allMatch(name -> record.references(VersionId.ofFileName(name).orElseThrow().digest()));
    if (record != null) {
      Digest previous = record.previous();
      assertThat(names(layout.previous()))
          .isEqualTo(
              previous == null
                  ? List.of()
                  : List.of(new VersionId(Operator.PLUGIN, previous).fileName()));
      for (Retained retained : record.retained()) {
        assertThat(store.check(Operator.PLUGIN, retained.digest()))
            .isEqualTo(new Integrity.Intact());
      }
    }
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
