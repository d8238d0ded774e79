package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, kinds and numbers of entries that no bundle may have. */
final class BadStructureTest extends ShapeOfTest {

  static Stream<Arguments> badNames() {
    return Stream.of(
        Arguments.of("../evil.jar", "path-traversal", "leads out of the bundle with '..'"),
        Arguments.of("lib/../../evil.jar", "path-traversal", "leads out of the bundle"),
        Arguments.of("lib/..", "path-traversal", "leads out of the bundle"),
        Arguments.of("/etc/passwd", "path-absolute", "is absolute"),
        Arguments.of("//server/share", "path-absolute", "is absolute"),
        Arguments.of("C:/evil.jar", "path-drive", "begins with a drive letter"),
        Arguments.of("c:evil.jar", "path-drive", "begins with a drive letter"),
        Arguments.of("lib\\evil.jar", "path-backslash", "has a backslash"),
        Arguments.of("..\\evil.jar", "path-backslash", "has a backslash"),
        Arguments.of("lib/a\nb", "path-control-character", "has a control character"),
        Arguments.of("lib/\u009bb", "path-control-character", "has a control character"),
        Arguments.of("lib//a.jar", "path-empty-component", "has an empty component"),
        Arguments.of("lib/./a.jar", "path-dot", "has a '.' component"),
        Arguments.of("lib/NUL", "path-device-name", "the name of a device on Windows, 'NUL'"),
        Arguments.of("com1.txt/a", "path-device-name", "of a device on Windows, 'com1.txt'"),
        Arguments.of("lib/a.jar.", "path-not-portable", "that Windows does not allow"),
        Arguments.of("lib/a ", "path-not-portable", "that Windows does not allow"),
        Arguments.of("lib/a:stream", "path-not-portable", "that Windows does not allow"),
        Arguments.of("lib/" + "a".repeat(256), "path-component-too-long", "more than 255 bytes"),
        Arguments.of("é".repeat(128), "path-component-too-long", "more than 255 bytes"),
        Arguments.of("abcdefgh/".repeat(114) + "a", "path-too-long", "more than 1024 bytes"),
        Arguments.of(".manifest", "reserved-name", "a name that the agent itself uses"),
        Arguments.of(".Complete", "reserved-name", "a name that the agent itself uses"));
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void aBadNameInAZipIsRefused(String name, String code, String what) throws IOException {
    assertRefused(artifact("a.zip", Archives.good().file(name, "x").zip()), code, what);
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void aBadNameInATarIsRefused(String name, String code, String what) throws IOException {
    assertRefused(artifact("a.tgz", Archives.good().file(name, "x").tarGz()), code, what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lib/a\\b", "lib/a\nb", "lib/NUL", "lib/a ", "lib/a:b", ".manifest", ".COMPLETE"})
  void aBadNameInADirectoryIsRefused(String name) throws IOException {
    Problem expected = PathFlaw.of(name).orElseThrow().problem(Quoted.of(name));
    assertThat(refusal(Archives.good().file(name, "x").directoryAt(work)))
        .containsExactly(expected);
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of("lib/a.jar", "lib/a.jar", "duplicate-entry"),
        Arguments.of("lib/a.jar", "./lib/a.jar", "duplicate-entry"),
        Arguments.of("lib/a.jar", "lib/A.jar", "case-collision"),
        Arguments.of("lib/a.jar", "LIB/b.jar", "case-collision"),
        Arguments.of("lib/straße", "lib/STRASSE", "case-collision"),
        Arguments.of("lib/\u00e9", "lib/e\u0301", "case-collision"),
        Arguments.of("Plugin.json", "lib/c.jar", "case-collision"),
        Arguments.of("lib/a", "lib/a/b", "file-directory-conflict"),
        Arguments.of("lib/a/b", "lib/a", "file-directory-conflict"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoEntriesThatCannotBothBeThereAreRefused(String one, String other, String code)
      throws IOException {
    Archives archive = Archives.good().file(one, "1").file(other, "2");
    assertThat(refusal(artifact("a.zip", archive.zip())))
        .extracting(Problem::code)
        .containsExactly(code);
    assertThat(refusal(artifact("a.tgz", archive.tarGz())))
        .extracting(Problem::code)
        .containsExactly(code);
  }

  @Test
  void aCollisionNamesBothEntries() throws IOException {
    byte[] zip = Archives.good().file("lib/GREETER.jar", "1").zip();
    assertThat(refusal(artifact("a.zip", zip)).get(0).what())
        .isEqualTo(
            "'lib/greeter.jar' and 'lib/GREETER.jar' are one name on file systems that ignore case"
                + " or Unicode form");
  }

  @Test
  void namesInADirectoryThatDifferByCaseAreRefused() throws IOException {
    Path directory = Archives.good().file("lib/Greeter.jar", "1").directoryAt(work);
    assertRefused(directory, "case-collision", "are one name on file systems");
  }

  @Test
  void aSymlinkIsRefusedInEveryShape() throws IOException {
    Archives archive = Archives.good().symlink("lib/evil", "../../../etc/passwd");
    String what = "symbolic link to '../../../etc/passwd'";
    assertRefused(artifact("a.zip", archive.zip()), "symlink", what);
    assertRefused(artifact("a.tgz", archive.tarGz()), "symlink", what);
    assertRefused(archive.directoryAt(work.resolve("d")), "symlink", what);
  }

  @Test
  void aSymlinkToADirectoryIsNotFollowed() throws IOException {
    Archives archive = Archives.good().symlink("classes", "lib");
    assertRefused(archive.directoryAt(work.resolve("d")), "symlink", "link to 'lib'");
  }

  @Test
  void linksAndDevicesInATarAreRefused() throws IOException {
    byte[] tar =
        Archives.good()
            .special("lib/hard", TarConstants.LF_LINK, "/etc/passwd")
            .special("lib/block", TarConstants.LF_BLK, "")
            .special("lib/char", TarConstants.LF_CHR, "")
            .special("lib/pipe", TarConstants.LF_FIFO, "")
            .special("lib/odd", (byte) 'V', "")
            .tarGz();
    assertThat(refusal(artifact("a.tgz", tar)))
        .extracting(Problem::code)
        .containsExactly(
            "hard-link", "special-file", "special-file", "special-file", "unsupported-entry");
  }

  @Test
  void aPipeInAZipIsRefused() throws IOException {
    byte[] zip = Archives.good().special("lib/pipe", TarConstants.LF_FIFO, "").zip();
    assertRefused(artifact("a.zip", zip), "special-file", "a device, a pipe or a socket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tgz"})
  void allProblemsAreReportedAtOnceAndNothingBadReachesTheSink(String fileName) throws IOException {
    Archives archive =
        Archives.good().file("../a", "x").file("/b", "x").file("c\\d", "x").symlink("e", "f");
    Path artifact = artifact(fileName, fileName.equals("a.zip") ? archive.zip() : archive.tarGz());
    assertThat(refusal(artifact))
        .extracting(Problem::code)
        .containsExactly("path-traversal", "path-absolute", "path-backslash", "symlink");
  }

  @Test
  void aHostileNumberOfProblemsIsCut() throws IOException {
    Archives archive = Archives.good();
    for (int i = 0; i < 150; i++) {
      archive.file("../" + i, "");
    }
    List<Problem> problems = refusal(artifact("a.zip", archive.zip()));
    assertThat(problems).hasSize(101);
    assertThat(problems.get(100).what()).isEqualTo("50 more problems are not listed");
  }

  @Test
  void aHostileNameCannotForgeALineOfAReport() throws IOException {
    byte[] zip = Archives.good().file("a\r\nERROR \u001b[31mgone", "x").zip();
    assertThat(refusal(artifact("a.zip", zip)).get(0).where()).isEqualTo("'a??ERROR ?[31mgone'");
  }

  @Test
  void tooManyFilesAreRefusedInEveryShape() throws IOException {
    Archives archive = Archives.good().directory("x/").directory("y/");
    BundleLimits three = new BundleLimits(1000, 3);
    for (Path artifact :
        List.of(
            artifact("a.zip", archive.zip()),
            artifact("a.tgz", archive.tarGz()),
            archive.directoryAt(work.resolve("d")))) {
      assertThat(refusal(artifact, three).get(0).code()).isEqualTo("too-many-files");
    }
  }

  @Test
  void aBombIsRefusedByWhatItUnpacksTo() throws IOException {
    Archives archive = Archives.good().file("lib/bomb", new byte[5_000_000]);
    BundleLimits million = new BundleLimits(1_000_000, 100);
    byte[] zip = archive.zip();
    assertThat(zip).hasSizeLessThan(10_000);
    for (Path artifact :
        List.of(
            artifact("a.zip", zip),
            artifact("a.tgz", archive.tarGz()),
            archive.directoryAt(work.resolve("d")))) {
      Problem problem = refusal(artifact, million).get(0);
      assertThat(problem.code()).isEqualTo("too-many-bytes");
      assertThat(problem.where()).isEqualTo("'lib/bomb'");
      assertThat(problem.what()).isEqualTo("the bundle unpacks to more than 1000000 bytes");
    }
  }

  @Test
  void aBombWhoseHeadersLieIsRefusedAllTheSame() throws IOException {
    byte[] zip = Archives.good().file("lib/bomb", new byte[5_000_000]).zip();
    Bytes.replaceAll(zip, Bytes.littleEndian(5_000_000), Bytes.littleEndian(1));
    assertThat(refusal(artifact("a.zip", zip), new BundleLimits(1_000_000, 100)).get(0).code())
        .isEqualTo("too-many-bytes");
  }

  @Test
  void refusedEntriesOfATarCountTooAsTheyAreSkipped() throws IOException {
    byte[] tar = Archives.good().file("../bomb", new byte[5_000_000]).tarGz();
    assertThat(refusal(artifact("a.tgz", tar), new BundleLimits(1_000_000, 100)).get(0).code())
        .isEqualTo("too-many-bytes");
  }

  @Test
  void aLongNameOfATarCannotFillTheMemory() throws IOException {
    byte[] tar = Archives.good().longName(3_000_000).file("lib/x", "x").tarGz();
    assertThat(tar).hasSizeLessThan(20_000);
    assertRefused(artifact("a.tgz", tar), "archive-damaged", "headers of an entry have more than");
  }

  private void assertRefused(Path artifact, String code, String what) {
    List<Problem> problems = refusal(artifact);
    assertThat(problems).extracting(Problem::code).containsExactly(code);
    assertThat(problems.get(0).what()).contains(what);
    assertThat(problems.get(0).cure()).isNotEmpty();
    assertThat(problems.get(0).isError()).isTrue();
  }
}
