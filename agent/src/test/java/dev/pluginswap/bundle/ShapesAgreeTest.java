package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginswap.api.Problem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tree, whatever it comes in. */
final class ShapesAgreeTest extends ShapeOfTest {

  private static final Archives TREE =
      Archives.good()
          .file("classes/com/acme/Ünï.class", "code")
          .file("classes/empty", "")
          .file("lib/" + "long".repeat(60) + ".jar", "x".repeat(100_000))
          .file("conf/a b.txt", "text");

  @Test
  void theSameTreeIsTheSameInEveryShape() throws Exception {
    Path directory = TREE.directoryAt(work.resolve("d"));
    Unpacked expected = unpack(directory);
    assertThat(expected.files().entries()).hasSize(6);
    for (Path artifact :
        List.of(
            artifact("a", TREE.zip()),
            artifact("b", TREE.zip(ZipArchiveEntry.STORED)),
            artifact("c", TREE.tarGz()),
            artifact("d.tgz", dotted().tarGz()),
            artifact("d.zip", dotted().zip()),
            Files.createSymbolicLink(work.resolve("link"), directory))) {
      MemorySink into = new MemorySink();
      Unpacked unpacked = unpack(artifact, into, Archives.LIMITS);
      assertThat(unpacked.files()).isEqualTo(expected.files());
      assertThat(unpacked.files().digest()).isEqualTo(expected.files().digest());
      assertThat(unpacked.manifest()).isEqualTo(expected.manifest());
      assertThat(into.files).containsExactlyInAnyOrderEntriesOf(sink.files);
    }
    expected
        .files()
        .entries()
        .forEach(
            file -> {
              byte[] content = sink.files.get(file.path());
              assertThat(file.size()).isEqualTo(content.length);
              assertThat(file.sha256()).isEqualTo(Digest.ofBytes(content).hex());
            });
  }

  /** As {@code tar -C d -czf d.tgz .} has it, in another order and with directories. */
  private static Archives dotted() {
    return Archives.empty()
        .directory("./")
        .directory("./conf/")
        .file("./conf/a b.txt", "text")
        .directory("./nothing/in/it/")
        .file("./classes/empty", "")
        .file("./lib/greeter.jar", "code")
        .file("./plugin.json", Archives.PLUGIN_JSON)
        .file("./lib/" + "long".repeat(60) + ".jar", "x".repeat(100_000))
        .file("./classes/com/acme/Ünï.class", "code");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tgz"})
  void aNameThatIsNotUnicodeIsRefused(String fileName) throws Exception {
    Archives archive = Archives.good().file("lib/caf__.txt", "x");
    byte[] bad = {'c', 'a', 'f', (byte) 0xE9, '_'};
    byte[] bytes;
    if (fileName.equals("a.zip")) {
      bytes = archive.zip();
      Bytes.replaceAll(bytes, "caf__", bad);
    } else {
      byte[] tar = archive.tar();
      Bytes.replaceAll(tar, "caf__", bad);
      Bytes.repairChecksums(tar);
      bytes = Archives.gzip(tar);
    }
    // The libraries put a question mark where they cannot decode, and no path may have one.
    List<Problem> problems = refusal(artifact(fileName, bytes));
    assertThat(problems).extracting(Problem::code).containsExactly("path-not-portable");
    assertThat(problems.get(0).what()).contains("'caf?");
    assertThat(problems.get(0).cure()).contains("can also stand for bytes that are not UTF-8");
  }

  @Test
  void aBundleWithoutCodeIsAcceptedWithAWarning() throws Exception {
    Archives archive = Archives.empty().file("plugin.json", Archives.PLUGIN_JSON);
    for (Path artifact :
        List.of(artifact("a.zip", archive.zip()), artifact("b", archive.tarGz()))) {
      assertThat(unpack(artifact, new MemorySink(), Archives.LIMITS).warnings())
          .extracting(Problem::code)
          .containsExactly("nothing-to-load");
    }
  }

  @Test
  void aBundleIsOpenedAsItWasUnpacked() throws Exception {
    Path root = TREE.directoryAt(work.resolve("d"));
    Unpacked unpacked = unpack(root);
    Files.writeString(root.resolve(".manifest"), unpacked.files().text());
    Bundle bundle = Bundle.open(root);
    assertThat(bundle.manifest()).isEqualTo(unpacked.manifest());
    assertThat(bundle.files()).isEqualTo(unpacked.files());
    assertThat(bundle.digest()).isEqualTo(unpacked.files().digest());
    assertThat(bundle.root()).isEqualTo(root);
    assertThat(bundle).hasToString("greeter 1.2.0 (" + bundle.digest().shortForm() + ")");
  }

  @Test
  void theClassPathIsClassesThenJarsByName() throws Exception {
    Path root =
        Archives.empty()
            .file("plugin.json", Archives.PLUGIN_JSON)
            .file("lib/b.jar", "")
            .file("lib/a.jar", "")
            .file("lib/deeper/c.jar", "")
            .file("lib/a.txt", "")
            .file("d.jar", "")
            .file("classes/A.class", "")
            .directoryAt(work.resolve("d"));
    Unpacked unpacked = unpack(root);
    assertThat(Bundle.of(root, unpacked.manifest(), unpacked.files()).classPath())
        .containsExactly(
            root.resolve("classes"), root.resolve("lib/a.jar"), root.resolve("lib/b.jar"));
  }

  @Test
  void aBundleOnDiskThatIsNotWholeIsNotOpened() throws Exception {
    Path root = Archives.good().directoryAt(work.resolve("d"));
    Path list = root.resolve(".manifest");
    assertThat(opening(root)).isInstanceOf(NoSuchFileException.class);
    String text = unpack(root).files().text();
    Files.writeString(list, text.replace('7', '8'));
    assertThat(opening(root)).isInstanceOf(DamagedFileListException.class);
    Files.write(list, new byte[] {(byte) 0xFF});
    assertThat(opening(root))
        .isInstanceOf(DamagedFileListException.class)
        .hasMessage("the file list is not UTF-8");
    Files.writeString(list, text);
    Files.write(root.resolve("plugin.json"), "{}".getBytes(UTF_8));
    assertThat(opening(root)).isInstanceOf(BundleRefusedException.class);
    Files.delete(root.resolve("plugin.json"));
    assertThat(opening(root))
        .isInstanceOfSatisfying(
            BundleRefusedException.class,
            e -> assertThat(e.problems().get(0).code()).isEqualTo("manifest-missing"));
  }

  private static Throwable opening(Path root) {
    return catchThrowable(() -> Bundle.open(root));
  }

  @Test
  void aDeadlineEndsUnpackingInEveryShape() throws Exception {
    for (Path artifact :
        List.of(
            artifact("a", TREE.zip()),
            artifact("b", TREE.tarGz()),
            artifact("c-1.jar", Archives.empty().file("A.class", "x").zip()),
            TREE.directoryAt(work.resolve("d")))) {
      for (int checks = 0; checks < 3; checks++) {
        long[] ticks = {0};
        Deadline deadline =
            new Deadline("fetching", Duration.ofNanos(checks + 1), () -> ticks[0]++);
        assertThat(
                catchThrowableOfType(
                        BundleRefusedException.class,
                        () ->
                            Unpacker.unpack(
                                artifact,
                                "c-1.jar",
                                null,
                                new MemorySink(),
                                Archives.LIMITS,
                                deadline))
                    .problems())
            .extracting(Problem::code)
            .containsExactly("fetch-timeout");
      }
    }
  }
}
