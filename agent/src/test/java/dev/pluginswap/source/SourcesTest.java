package dev.pluginswap.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourcesTest {

  @TempDir Path directory;

  private Sources sources = Sources.standard();

  @BeforeEach
  void startInTheDirectory() {
    sources = new Sources(List.of(new PathSource(directory)));
  }

  @Test
  void aPathIsTheArtifactItself() throws Exception {
    Path file = Files.writeString(directory.resolve("a b%20ü#?.zip"), "");
    Fetched expected = new Fetched(file, "a b%20ü#?.zip", null);
    assertThat(fetch("a b%20ü#?.zip")).isEqualTo(expected);
    assertThat(fetch(file.toString())).isEqualTo(expected);
    assertThat(fetch("./a b%20ü#?.zip").fileName()).isEqualTo("a b%20ü#?.zip");
    assertThat(Files.isSameFile(fetch(file.toUri().toString()).artifact(), file)).isTrue();
  }

  @Test
  void aDirectoryIsAnArtifactToo() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("x/bundle"));
    assertThat(fetch("x/bundle")).isEqualTo(new Fetched(bundle, "bundle", null));
    assertThat(fetch("x/bundle/").fileName()).isEqualTo("bundle");
    assertThat(fetch("x/bundle/../bundle/.").fileName()).isEqualTo("bundle");
    assertThat(fetch("/").fileName()).isEqualTo("bundle");
  }

  @Test
  void aFileUrlIsDecoded() throws Exception {
    Path file = Files.writeString(directory.resolve("a ü#.zip"), "");
    String base = "file://" + directory;
    for (String url :
        List.of(
            base + "/a%20%C3%BC%23.zip",
            base + "/a%20ü%23.zip",
            "file:" + directory + "/a%20%c3%bc%23.zip",
            "FILE://localhost" + directory + "/a%20%C3%BC%23.zip",
            "file:a%20%C3%BC%23.zip",
            "file:./a%20%C3%BC%23.zip")) {
      assertThat(Files.isSameFile(fetch(url).artifact(), file)).as(url).isTrue();
      assertThat(fetch(url).fileName()).isEqualTo("a ü#.zip");
      assertThat(fetch(url).artifact()).isAbsolute();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:",
        "file:///a b.zip",
        "file:///a%zz",
        "file:///a#b",
        "file:///a?b",
        "file:a?b",
        "file:a#b",
        "file://server/share/a.zip",
        "file://C:/a.zip",
        "file://"
      })
  void aBadFileUrlIsRefused(String url) {
    Problem problem = refusal(url);
    assertThat(problem.code()).isEqualTo("source-bad-url");
    assertThat(problem.where()).isEqualTo(url);
    assertThat(problem.cure()).startsWith("write file:///path, with %20 for a space");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "file:///a%00b", "file://localhost"})
  void whatIsNoPathIsRefused(String source) {
    assertThat(refusal(source).code()).isEqualTo("source-bad-path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/a.zip", "HTTPS://host/a.zip", "jar:file:/a.jar!/", "s3:x"})
  void anUnknownSchemeIsRefused(String source) {
    Problem problem = refusal(source);
    assertThat(problem.code()).isEqualTo("source-unknown");
    assertThat(problem.where()).isEqualTo(source);
    assertThat(problem.cure()).contains("file:, https:");
  }

  @Test
  void aFileWhoseNameLooksLikeAUrlIsReachedByItsPath() throws Exception {
    Files.writeString(directory.resolve("mvn:x"), "");
    assertThat(fetch("./mvn:x").fileName()).isEqualTo("mvn:x");
  }

  @Test
  void aMissingFileIsRefused() {
    Problem problem = refusal("none.zip");
    assertThat(problem.code()).isEqualTo("source-missing");
    assertThat(problem.what()).isEqualTo("there is nothing at " + directory.resolve("none.zip"));
    assertThat(refusal("~/a.zip").cure()).contains("'~' is for a shell to expand");
    assertThat(refusal("file:///no/where").code()).isEqualTo("source-missing");
  }

  @Test
  void aDanglingLinkIsMissing() throws Exception {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("nothing"));
    assertThat(refusal("link").code()).isEqualTo("source-missing");
  }

  @Test
  void aPipeIsRefusedWithoutWaitingForIt() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(refusal("pipe").code()).isEqualTo("source-special");
  }

  @Test
  void aDriveOfWindowsIsNoScheme() {
    assertThat(refusal("C:\\plugins\\a.zip").code()).isEqualTo("source-missing");
    assertThat(refusal("c:/plugins/a.zip").code()).isEqualTo("source-missing");
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\plugins\\a.zip",
    "C:/plugins/a.zip",
    "a.zip",
    "..\\plugins\\a.zip",
    "file:///C:/plugins/a.zip",
    "file:/C:/plugins/a.zip",
    "file:a.zip"
  })
  void onWindowsThereAreDrives(String source) throws Exception {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path plugins = Files.createDirectories(windows.getPath("C:\\plugins"));
      Path file = Files.writeString(plugins.resolve("a.zip"), "");
      sources = new Sources(List.of(new PathSource(plugins)));
      Fetched fetched = fetch(source);
      assertThat(fetched.artifact().normalize()).isEqualTo(file);
      assertThat(fetched.fileName()).isEqualTo("a.zip");
    }
  }

  @Test
  void theFirstSourceThatHandlesATextHasIt() throws Exception {
    Path file = Files.writeString(directory.resolve("a"), "");
    Source mine =
        new Source() {
          @Override
          public boolean handles(String source) {
            return source.startsWith("mine:");
          }

          @Override
          public Fetched fetch(FetchRequest request) {
            return new Fetched(file, "mine", null);
          }
        };
    sources = new Sources(List.of(mine, new PathSource(directory)));
    assertThat(fetch("mine:x").fileName()).isEqualTo("mine");
    assertThat(fetch("a").fileName()).isEqualTo("a");
  }

  @Test
  void theStandardSourcesStartAtTheWorkingDirectory() throws Exception {
    sources = Sources.standard();
    assertThat(fetch("pom.xml").artifact()).isEqualTo(Path.of("pom.xml").toAbsolutePath());
  }

  @Test
  void nothingIsFetchedWhenTimeIsUp() {
    long[] now = {0};
    Deadline deadline = new Deadline("fetching a", Duration.ofNanos(1), () -> now[0]++);
    now[0] = 2;
    FetchRequest request = new FetchRequest("a", directory, new BundleLimits(1, 1), deadline);
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> sources.fetch(request));
    assertThat(refused.problems()).extracting(Problem::code).containsExactly("fetch-timeout");
  }

  private Fetched fetch(String source) throws Exception {
    Deadline deadline = new Deadline("fetching", Duration.ofDays(1), System::nanoTime);
    return sources.fetch(new FetchRequest(source, directory, new BundleLimits(1, 1), deadline));
  }

  private Problem refusal(String source) {
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> fetch(source));
    assertThat(refused).as(source).isNotNull();
    assertThat(refused.problems()).hasSize(1);
    return refused.problems().get(0);
  }
}
