package dev.pluginswap.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.CancelOutcome;
import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.source.MavenSettings;
import dev.pluginswap.source.RawServer;
import dev.pluginswap.source.SourceSettings;
import dev.pluginswap.source.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Installs whose bundle comes over a network, and installs that are cancelled. */
final class FetchingInstallTest {

  @TempDir Path directory;
  private Workbench bench;
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @BeforeEach
  void begin() throws Exception {
    bench = new Workbench(directory, Workbench.SETTINGS);
    bench.close();
    use(URI.create("https://api.github.com"));
  }

  private void use(URI github) throws Exception {
    SourceSettings settings =
        new SourceSettings(
            directory,
            true,
            false,
            github,
            () -> null,
            directory.resolve("none"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            2);
    bench.start(Sources.standard(settings, MavenSettings.ofUser()));
  }

  @AfterEach
  void end() {
    callers.shutdownNow();
    bench.close();
  }

  private InstallReport install(String source) {
    return bench.installer.install(InstallRequest.of(source));
  }

  private byte[] bundle(String version) throws IOException {
    return Files.readAllBytes(bench.zip(Workbench.greeter(version)));
  }

  @Test
  void aBundleThatDidNotChangeIsNotFetchedAgain() throws Exception {
    byte[][] served = {bundle("1.0.0")};
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              String etag = "\"" + Digest.ofBytes(served[0]).shortForm() + "\"";
              if (etag.equals(request.header("If-None-Match"))) {
                answer.head(304);
              } else {
                answer.whole(200, served[0], "ETag: " + etag);
              }
            })) {
      String url = server.url("/greeter.zip");
      InstallReport first = install(url);
      assertThat(first.outcome()).as(first.toString()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");

      InstallReport again = install(url);
      assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(again.plugin()).isEqualTo("greeter");
      assertThat(again.digest()).isEqualTo(first.digest());
      assertThat(again.phases())
          .extracting(phase -> phase.name())
          .containsExactly("recover", "fetch");
      assertThat(server.requests.get(1).header("If-None-Match")).isNotNull();

      served[0] = bundle("2.0.0");
      assertThat(install(url).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("2.0.0");

      // Damaged on disk: what the server says is no reason to leave it so.
      Path jar =
          bench
              .store
              .versionDirectory("greeter", bench.recorded().orElseThrow())
              .resolve("lib/greeter.jar");
      jar.toFile().setWritable(true);
      Files.write(jar, new byte[] {1});
      InstallReport repaired = install(url);
      assertThat(repaired.phases()).extracting(phase -> phase.name()).contains("stage");
    }
  }

  @Test
  void nothingSecretIsLeftAnywhere() throws Exception {
    byte[] body = bundle("1.0.0");
    List<String> said = new CopyOnWriteArrayList<>();
    CountDownLatch swapped = new CountDownLatch(1);
    bench.installer.onEvent(
        event -> {
          said.add(event.toString());
          if (event.kind() == PluginEvent.Kind.SWAPPED) {
            swapped.countDown();
          }
        });
    try (RawServer server =
        new RawServer(
            (request, answer) ->
                answer.whole(request.target().startsWith("/a") ? 200 : 404, body))) {
      String secret = "http://ada:s3cr3t@" + server.authority();
      said.add(install(secret + "/a.zip?token=t0k3n").toString());
      said.add(install(secret + "/b.zip?token=t0k3n").toString());
      said.add(install("ftp://ada:s3cr3t@host/x?token=t0k3n").toString());
      said.add(bench.status().toString());
      assertThat(server.requests.get(0).target()).isEqualTo("/a.zip?token=t0k3n");
    }
    assertThat(swapped.await(20, TimeUnit.SECONDS)).isTrue();
    bench.assertLive("1.0.0");
    int records = 0;
    try (Stream<Path> files = Files.walk(bench.plugins)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), UTF_8);
        assertThat(text).as(file.toString()).doesNotContain("s3cr3t").doesNotContain("t0k3n");
        records += text.contains("***@127.0.0.1") ? 1 : 0;
      }
    }
    assertThat(records).isPositive(); // it says where it came from, all the same
    assertThat(said)
        .noneMatch(text -> text.contains("s3cr3t") || text.contains("t0k3n"))
        .anyMatch(text -> text.contains("***@127.0.0.1"));
  }

  @Test
  void aDownloadIsCancelledBySource() throws Exception {
    assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    CountDownLatch sending = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              answer.head(200, "Content-Length: 1000").raw(new byte[500]);
              sending.countDown();
              answer.stall();
            })) {
      String url = "http://ada:s3cr3t@" + server.authority() + "/greeter.zip";
      Future<InstallReport> install = callers.submit(() -> install(url));
      assertThat(sending.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(bench.installer.underway())
          .singleElement()
          .satisfies(line -> assertThat(line).startsWith("install: fetch").endsWith("/greeter.zip"))
          .satisfies(line -> assertThat(line).doesNotContain("s3cr3t"));
      assertThat(bench.installer.cancel("http://other")).isEqualTo(CancelOutcome.NOTHING_UNDER_WAY);
      assertThat(bench.installer.cancel(url)).isEqualTo(CancelOutcome.CANCELLED);
      InstallReport report = install.get(20, TimeUnit.SECONDS);
      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.problems()).extracting(Problem::code).containsExactly("install-cancelled");
      assertThat(bench.installer.cancel(url)).isEqualTo(CancelOutcome.NOTHING_UNDER_WAY);
      assertThat(bench.installer.underway()).isEmpty();
      bench.assertLive("1.0.0");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"FETCH", "STAGE", "VALIDATE"})
  void anInstallIsCancelledUpToItsValidation(Step step) throws Exception {
    assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    Path bundle = bench.zip(Workbench.greeter("2.0.0"));
    bench.steps.step = step;
    bench.steps.after = true;
    bench.steps.deed = () -> bench.installer.cancel(bundle.toString());
    InstallReport report = bench.install(bundle);
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems()).extracting(Problem::code).containsExactly("install-cancelled");
    bench.assertLive("1.0.0");
  }

  @Test
  void aCancelByNameReachesItOnceTheNameIsKnown() throws Exception {
    bench.steps.step = Step.VALIDATE;
    bench.steps.deed = () -> bench.installer.cancel("greeter");
    assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.REFUSED);
    bench.assertAbsent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"PUBLISH", "SWITCH_DIRECTORY", "COMMIT"})
  void onceTheSwapHasBegunItIsTooLate(Step step) throws Exception {
    List<CancelOutcome> answers = new CopyOnWriteArrayList<>();
    bench.steps.step = step;
    bench.steps.deed = () -> answers.add(bench.installer.cancel("greeter"));
    assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(answers).containsExactly(CancelOutcome.TOO_LATE);
    bench.assertLive("1.0.0");
  }

  @Test
  void oneThatWaitsForAnotherIsCancelledMeanwhile() throws Exception {
    Path second = bench.zip(Workbench.greeter("2.0.0"));
    Future<?>[] waiting = new Future<?>[1];
    InstallReport[] cancelled = new InstallReport[1];
    bench.steps.step = Step.PUBLISH;
    bench.steps.deed =
        () -> {
          bench.steps.step = null;
          waiting[0] = callers.submit(() -> bench.install(second));
          Workbench.await(
              "the second one is staged",
              () ->
                  bench.installer.underway().stream()
                      .anyMatch(l -> l.startsWith("install: stage")));
          // Cancelled though the lock is held all the while.
          assertThat(bench.installer.cancel(second.toString())).isEqualTo(CancelOutcome.CANCELLED);
          cancelled[0] = (InstallReport) waiting[0].get(20, TimeUnit.SECONDS);
          return true;
        };
    assertThat(bench.install(Workbench.greeter("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(cancelled[0].problems())
        .extracting(Problem::code)
        .containsExactly("install-cancelled");
    bench.assertLive("1.0.0");
  }

  @Test
  void anArchiveOfARepositoryIsInstalledWithoutItsTopDirectory() throws Exception {
    byte[] archive = inTopDirectory(bundle("1.0.0"), "acme-greeter-0123/");
    String sha = "0123456789".repeat(4);
    try (RawServer server = new RawServer((request, answer) -> answer.whole(200, archive))) {
      bench.close();
      use(URI.create(server.url("")));
      InstallReport report = install("github://acme/greeter#" + sha);
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
      assertThat(server.requests.get(0).target()).isEqualTo("/repos/acme/greeter/zipball/" + sha);
    }
  }

  @Test
  void anArchiveWithoutATopDirectoryIsRefused() throws Exception {
    byte[] archive = bundle("1.0.0");
    byte[] escaping = inTopDirectory(archive, "a/../");
    byte[][] served = {archive};
    try (RawServer server = new RawServer((request, answer) -> answer.whole(200, served[0]))) {
      bench.close();
      use(URI.create(server.url("")));
      String source = "github://acme/greeter#" + "0123456789".repeat(4);
      assertThat(install(source).problems())
          .extracting(Problem::code)
          .containsExactly("top-directory-missing");
      served[0] = escaping;
      assertThat(install(source).problems()).extracting(Problem::code).contains("path-traversal");
      bench.assertAbsent();
    }
  }

  private static byte[] inTopDirectory(byte[] zip, String top) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes);
        ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      out.putNextEntry(new ZipEntry(top));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(top + entry.getName()));
        copy(in, out);
      }
    }
    return bytes.toByteArray();
  }

  private static void copy(InputStream in, ZipOutputStream out) throws IOException {
    byte[] content = in.readAllBytes();
    out.write(Arrays.copyOf(content, content.length));
  }

  @Test
  void whatIsTooLargeOrBrokenLeavesNothing() throws Exception {
    byte[] body = bundle("1.0.0");
    try (RawServer server =
        new RawServer(
            (request, answer) -> {
              switch (request.target()) {
                case "/large" -> answer.head(200, "Content-Length: 999999999999").stall();
                case "/dropped" -> answer.head(200, "Content-Length: 5000").raw(body, 0, 100);
                default -> answer.whole(200, Arrays.copyOf(body, body.length / 2));
              }
            })) {
      assertThat(codes(install(server.url("/large")))).containsExactly("fetch-too-large");
      assertThat(codes(install(server.url("/dropped")))).containsExactly("fetch-unreachable");
      assertThat(codes(install(server.url("/half.zip")))).containsExactly("archive-truncated");
      bench.assertAbsent();
    }
  }

  private static List<String> codes(InstallReport report) {
    return report.problems().stream().map(Problem::code).toList();
  }
}
