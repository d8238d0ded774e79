package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

final class PackerTest extends ShapeOfTest {

  private static final Archives TREE =
      Archives.good().file("classes/A.class", "code").file("conf/ü.txt", "text");

  @Test
  void thePackedZipUnpacksToTheSameFilesAndSaysTheirHashes() throws Exception {
    Path directory = TREE.directoryAt(work.resolve("d"));
    Path out = Files.createDirectories(work.resolve("out"));
    Path zip = Packer.pack(directory, out);
    assertThat(zip).isEqualTo(out.resolve("greeter-1.2.0.zip"));
    Unpacked original = unpack(directory);
    MemorySink into = new MemorySink();
    Unpacked packed = unpack(zip, into, Archives.LIMITS);
    assertThat(packed.manifest().withFiles(Map.of())).isEqualTo(original.manifest());
    assertThat(packed.manifest().files())
        .containsOnlyKeys("classes/A.class", "conf/ü.txt", "lib/greeter.jar")
        .containsEntry("classes/A.class", Digest.ofBytes("code".getBytes(UTF_8)).hex());
    assertThat(withoutManifest(packed.files())).isEqualTo(withoutManifest(original.files()));
    assertThat(new String(into.files.get("plugin.json"), UTF_8))
        .isEqualTo(packed.manifest().toJson());
    assertThat(children(out)).containsExactly(zip);
  }

  @Test
  void theSameFilesAreTheSameBytes() throws Exception {
    Path out = Files.createDirectories(work.resolve("out"));
    byte[] first =
        Files.readAllBytes(Packer.pack(TREE.directoryAt(work.resolve("d")), out.resolve("1")));
    Path other =
        Archives.empty()
            .file("conf/ü.txt", "text")
            .file("lib/greeter.jar", "code")
            .directory("nothing")
            .file("classes/A.class", "code")
            .file("plugin.json", Archives.PLUGIN_JSON)
            .directoryAt(work.resolve("other"));
    Files.setLastModifiedTime(other.resolve("plugin.json"), FileTime.fromMillis(1));
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      assertThat(Files.readAllBytes(Packer.pack(other, out.resolve("2")))).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void whatWasPackedPacksToTheSameBytesAgain() throws Exception {
    Path zip = Packer.pack(TREE.directoryAt(work.resolve("d")), work.resolve("1.zip"));
    unpack(zip);
    Archives again = Archives.empty();
    sink.files.forEach(again::file);
    Path second = Packer.pack(again.directoryAt(work.resolve("e")), work.resolve("2.zip"));
    assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(zip));
  }

  @Test
  void hashesThatWereThereAreReplaced() throws Exception {
    Path directory = TREE.directoryAt(work.resolve("d"));
    Map<String, String> stale = Map.of("lib/gone.jar", "0".repeat(64));
    Files.writeString(
        directory.resolve("plugin.json"), Manifest.of("greeter", "1").withFiles(stale).toJson());
    Path zip = Packer.pack(directory, work.resolve("a.zip"));
    assertThat(unpack(zip).manifest().files()).hasSize(3).doesNotContainKey("lib/gone.jar");
  }

  @Test
  void whatAnInstallationWouldRefuseIsNotPackedAndLeavesNothing() throws Exception {
    Path out = Files.createDirectories(work.resolve("out"));
    Path old = Files.writeString(out.resolve("a.zip"), "old");
    Path directory =
        Archives.good().symlink("lib/link", "/etc/passwd").directoryAt(work.resolve("d"));
    assertRefused(directory, old, "symlink");
    assertRefused(Files.createDirectories(work.resolve("none")), old, "manifest-missing");
    Path wrong = Archives.good().directoryAt(work.resolve("wrong"));
    Files.writeString(wrong.resolve("plugin.json"), "{\"name\": \"A\", \"version\": \"1\"}");
    assertRefused(wrong, old, "bad-name");
    assertThat(children(out)).containsExactly(old);
    assertThat(old).hasContent("old");
  }

  @Test
  void aZipInsideTheDirectoryIsRefused() throws Exception {
    Path directory = TREE.directoryAt(work.resolve("d"));
    assertRefused(directory, directory, "pack-into-itself");
    assertRefused(directory, directory.resolve("lib/a.zip"), "pack-into-itself");
    Path link = Files.createSymbolicLink(work.resolve("link"), directory.resolve("lib"));
    assertRefused(directory, link.resolve("a.zip"), "pack-into-itself");
    assertThat(children(directory.resolve("lib"))).hasSize(1);
  }

  @Test
  void aMissingPlaceIsAnIoException() throws Exception {
    Path directory = TREE.directoryAt(work.resolve("d"));
    assertThatThrownBy(() -> Packer.pack(directory, work.resolve("none/a.zip")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Packer.pack(work.resolve("none"), work.resolve("a.zip")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theZipIsOneThatTheJdkReads() throws Exception {
    Path zip = Packer.pack(TREE.directoryAt(work.resolve("d")), work.resolve("a.zip"));
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      Stream<String> names =
          Stream.of(
                  entries.getNextEntry(),
                  entries.getNextEntry(),
                  entries.getNextEntry(),
                  entries.getNextEntry())
              .map(ZipEntry::getName);
      assertThat(names)
          .containsExactly("classes/A.class", "conf/ü.txt", "lib/greeter.jar", "plugin.json");
    }
  }

  private static void assertRefused(Path directory, Path target, String code) {
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> Packer.pack(directory, target));
    assertThat(refused).isNotNull();
    assertThat(refused.problems()).extracting(Problem::code).containsExactly(code);
  }

  private static List<FileEntry> withoutManifest(FileList files) {
    return files.entries().stream().filter(file -> !file.path().equals("plugin.json")).toList();
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }
}
