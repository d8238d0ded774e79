package dev.pluginswap.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad bundles, each refused with its own problem while version 1.0.0 goes on serving untouched. */
final class RefusalTest {

  private static final String SERVICE = Greeter.class.getName();

  @TempDir Path directory;

  private Workbench bench;

  @BeforeEach
  void aGreeterIsLive() throws IOException {
    bench = new Workbench(directory);
    bench.install(Workbench.greeter("1.0.0"));
  }

  @AfterEach
  void nothingWasTouched() throws IOException {
    try (Workbench closing = bench) {
      closing.assertLive("1.0.0");
      assertThat(closing.status().generation()).isEqualTo(1);
    }
  }

  private Problem refused(TestPlugin plugin, String code) {
    return refused(bench.zip(plugin), code);
  }

  private Problem refused(Path bundle, String code) {
    InstallReport report = bench.install(bundle);
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::code)
        .contains(code);
    return report.problems().stream().filter(p -> p.code().equals(code)).findFirst().orElseThrow();
  }

  private static String codeSource(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  private Path zip(String manifest, Map<String, byte[]> files) {
    Map<String, byte[]> entries = new TreeMap<>(files);
    entries.put("plugin.json", manifest.getBytes(UTF_8));
    return PluginJars.write(directory.resolve("bad.zip"), entries);
  }

  @Test
  void aBundleThatIsNotThere() {
    assertThat(refused(directory.resolve("no-such.zip"), "source-missing").what())
        .contains("no-such.zip");
  }

  @Test
  void aBundleWithoutManifest() {
    refused(
        PluginJars.write(directory.resolve("bad.zip"), Map.of("readme.txt", new byte[] {1})),
        "manifest-missing");
  }

  @Test
  void aManifestWithSeveralMistakesNamesThemAll() {
    InstallReport report =
        bench.install(
            zip("{\"name\": \"../x\", \"version\": \"one two\", \"entri\": \"a.B\"}", Map.of()));

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems())
        .extracting(Problem::code)
        .contains("bad-name", "bad-version", "manifest-unknown-field");
    assertThat(report.problems()).allMatch(problem -> problem.where().startsWith("plugin.json:1:"));
  }

  @Test
  void aFileWithAnotherHash() {
    assertThat(
            refused(
                    zip(
                        """
                        {"name": "greeter", "version": "2.0.0",
                         "files": {"lib/a.txt": "sha256:%s"}}"""
                            .formatted("0".repeat(64)),
                        Map.of("lib/a.txt", "a".getBytes(UTF_8))),
                    "file-hash-mismatch")
                .where())
        .isEqualTo("lib/a.txt");
  }

  @Test
  void aFileThatIsMissingAndOneThatIsNotListed() {
    String hash = Digest.ofBytes("a".getBytes(UTF_8)).hex();
    Path bundle =
        zip(
            """
            {"name": "greeter", "version": "2.0.0", "files": {"lib/a.txt": "sha256:%s"}}"""
                .formatted(hash),
            Map.of("lib/b.txt", "b".getBytes(UTF_8)));

    assertThat(refused(bundle, "file-missing").where()).isEqualTo("lib/a.txt");
    assertThat(refused(bundle, "file-unlisted").where()).isEqualTo("lib/b.txt");
  }

  private Path withClassPath(String classPath) {
    byte[] library =
        PluginJars.bytes(PluginJars.withManifest("Class-Path: " + classPath, Map.of()));
    return bench.zip(
        Workbench.greeter("2.0.0")
            .bundleFile("lib/library.jar", library)
            .bundleFile("lib/second.jar", library)
            .bundleFile("more/third.jar", library));
  }

  @Test
  void aJarWhoseClassPathLeadsOutOfTheBundle() {
    for (String entry :
        List.of("../../../secret.jar", directory.resolve("plugins").toUri().toString())) {
      Problem problem = refused(withClassPath(entry), "class-path-entry");
      assertThat(problem.where()).isEqualTo("lib/library.jar!META-INF/MANIFEST.MF");
      assertThat(problem.what())
          .isEqualTo("its Class-Path names %s, which leads out of the bundle".formatted(entry));
    }
  }

  @Test
  void aJarWhoseClassPathLeadsBesideTheClassPathOfTheBundle() {
    assertThat(refused(withClassPath("../more/third.jar"), "class-path-entry").what())
        .endsWith("which is in the bundle, but not where its class path is");
  }

  @Test
  void aClassPathOfJarsThatAreThereAnywayOrNowhereIsNoProblem() throws IOException {
    Path bundle = withClassPath("second.jar missing.jar http://example.com/a.jar c:\\d");
    InstallReport report = bench.installer.verify(InstallRequest.of(bundle.toString()));
    assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void anotherJavaVersion() {
    Problem problem =
        refused(
            zip(
                """
                {"name": "greeter", "version": "2.0.0", "requires": {"java": ">=99"}}""",
                Map.of()),
            "java-version");
    assertThat(problem.what())
        .contains(
            "greeter 2.0.0 requires java >=99, but this JVM is " + Runtime.version().feature());
  }

  @Test
  void anApiThatTheWorkspaceSaysNoVersionOf() {
    assertThat(
            refused(
                    Workbench.greeter("2.0.0").workspace("com.acme.api", ">=2.1"),
                    "workspace-api-unknown")
                .cure())
        .contains("exports=com.acme.api;version=");
  }

  @Test
  void classFilesThatAreNewerThanTheJvm() {
    byte[] tooNew = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
    Problem problem =
        refused(
            Workbench.greeter("2.0.0")
                .bundleFile("classes/test/New.class", tooNew)
                .entry("test.New"),
            "class-file-too-new");
    assertThat(problem.where()).isEqualTo("test.New");
    assertThat(problem.what())
        .contains("test.New, but classes/test/New.class is compiled for Java 55");
  }

  @Test
  void aClassFileThatIsNone() {
    refused(
        Workbench.greeter("2.0.0").bundleFile("classes/test/X.class", new byte[] {1, 2, 3}),
        "class-file-damaged");
  }

  @Test
  void aClassFileThatBreaksOffIsNotABug() {
    byte[] cut = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61, 0, 9, 10};
    refused(
        Workbench.greeter("2.0.0").bundleFile("classes/test/Cut.class", cut), "class-file-damaged");
  }

  @Test
  void anEntryClassThatIsMissing() {
    assertThat(refused(Workbench.greeter("2.0.0").entry("test.Nobody"), "entry-missing").what())
        .isEqualTo("there is no class test.Nobody");
  }

  @Test
  void anEntryClassOfTheWrongType() {
    assertThat(refused(Workbench.greeter("2.0.0").entry("test.Hello"), "entry-wrong-type").where())
        .isEqualTo("test.Hello");
  }

  @Test
  void anEntryClassThatNobodyCanMake() {
    refused(
        Workbench.greeter("2.0.0")
            .source(
                "test.Hidden", "package test; class Hidden implements dev.pluginswap.api.Plugin {}")
            .entry("test.Hidden"),
        "entry-not-constructible");
  }

  @Test
  void anEntryClassThatDoesNotLink() {
    Path library =
        PluginJars.write(
            directory.resolve("library.jar"),
            PluginJars.compile(Map.of("lib.Base", "package lib; public class Base {}")));
    Problem problem =
        refused(
            Workbench.greeter("2.0.0")
                .against(library)
                .source(
                    "test.Needy",
                    "package test; public class Needy extends lib.Base"
                        + " implements dev.pluginswap.api.Plugin {}")
                .entry("test.Needy"),
            "class-missing");
    assertThat(problem.where()).isEqualTo("test.Needy (Needy.java) and 1 more");
    assertThat(problem.what())
        .isEqualTo(
            "greeter 2.0.0 extends lib.Base, which neither the bundle nor this workspace has");
  }

  @Test
  void aRequiredServiceThatNobodyProvides() {
    refused(TestPlugin.of("greeter", "2.0.0").requires(SERVICE), "provider-missing");
  }

  @Test
  void aServiceThatTheWorkspaceHoldsAHandleTo() {
    assertThat(refused(TestPlugin.of("greeter", "2.0.0"), "service-gone").what())
        .contains(
            "greeter 2.0.0 does not provide %s, which a handle of the workspace requires"
                .formatted(SERVICE),
            "it is of loader 'app' from " + codeSource(Greeter.class));
  }

  @Test
  void aRequiredProviderThatIsMissing() {
    assertThat(
            refused(
                    TestPlugin.of("greeter", "2.0.0")
                        .provides(SERVICE, "test.Ghost")
                        .requires(SERVICE),
                    "provider-missing")
                .what())
        .isEqualTo("there is no class test.Ghost");
  }

  @Test
  void aRequiredProviderThatDoesNotImplementItsService() {
    refused(
        TestPlugin.of("greeter", "2.0.0")
            .source("test.Other", "package test; public class Other {}")
            .provides(SERVICE, "test.Other")
            .requires(SERVICE),
        "provider-wrong-type");
  }

  @Test
  void itsOwnCopyOfAnExportedType() {
    Problem problem =
        refused(
            Workbench.greeter("2.0.0")
                .source(
                    SERVICE,
                    "package dev.pluginswap.testing;"
                        + " public interface Greeter { String greet(String name); }"),
            "bundled-copy");
    assertThat(problem.where()).isEqualTo(SERVICE + " (Greeter.java)");
    assertThat(problem.what())
        .contains("its own copy of " + SERVICE + " in greeter.jar!")
        .contains("which the workspace has at " + codeSource(Greeter.class));
  }

  @Test
  void aCallOfAMemberThatTheWorkspaceDoesNotHave() {
    Path newer =
        PluginJars.write(
            directory.resolve("newer.jar"),
            PluginJars.compile(
                Map.of(
                    "dev.pluginswap.testing.Clock",
                    "package dev.pluginswap.testing; public class Clock {"
                        + " public static long now() { return 0; } }")));
    Problem problem =
        refused(
            Workbench.greeter("2.0.0")
                .against(newer)
                .source(
                    "test.Late",
                    """
                    package test;
                    public class Late implements Runnable {
                      public void run() { dev.pluginswap.testing.Clock.now(); }
                    }
                    """)
                .provides("java.lang.Runnable", "test.Late"),
            "class-missing");
    assertThat(problem.where()).isEqualTo("test.Late.run (Late.java:3)");
    assertThat(problem.what())
        .contains("greeter 2.0.0 calls dev.pluginswap.testing.Clock.now(), which this workspace");
  }

  @Test
  void aBundleThatIsTooLarge() {
    assertThat(
            refused(
                    Workbench.greeter("2.0.0").bundleFile("big.bin", new byte[11 << 20]),
                    "too-many-bytes")
                .what())
        .isNotBlank();
  }

  @Test
  void aFetchThatTakesTooLong() {
    InstallReport report =
        bench.installer.install(
            InstallRequest.of(bench.zip(Workbench.greeter("2.0.0")).toString())
                .withFetchTimeout(Duration.ofNanos(1)));
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems()).extracting(Problem::code).containsExactly("fetch-timeout");
  }

  @Test
  void aProviderThatNobodyNeedsIsLeftOutAndReported() throws IOException {
    InstallReport report =
        bench.installer.verify(
            InstallRequest.of(
                bench
                    .zip(
                        Workbench.greeter("2.0.0")
                            .provides("java.util.function.Supplier", "test.Ghost"))
                    .toString()));

    assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.WARNING);
              assertThat(problem.code()).isEqualTo("provider-left-out");
            });
  }

  @Test
  void aDirectoryThatSomebodyMadeByHandIsNotReplaced() throws IOException {
    Path byHand = Files.createDirectory(bench.plugins.resolve("other"));
    Files.writeString(byHand.resolve("precious.txt"), "mine");

    InstallReport report = bench.install(TestPlugin.greeter("other", "1.0.0", "other"));

    assertThat(report.outcome()).isIn(Outcome.REFUSED, Outcome.ROLLED_BACK);
    assertThat(report.problems()).extracting(Problem::code).contains("directory-in-the-way");
    assertThat(byHand.resolve("precious.txt")).hasContent("mine");
  }
}
