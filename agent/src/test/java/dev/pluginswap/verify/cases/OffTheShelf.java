package dev.pluginswap.verify.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.verify.WorkspaceView;
import dev.pluginswap.verify.link.HostClasses;
import dev.pluginswap.verify.link.LinkError;
import dev.pluginswap.verify.link.LinkFinding;
import dev.pluginswap.verify.link.LinkFindings;
import dev.pluginswap.verify.link.LinkPolicy;
import dev.pluginswap.verify.link.PluginClasses;
import dev.pluginswap.verify.link.ProbeLimits;
import dev.pluginswap.verify.link.ProbeLinker;
import dev.pluginswap.verify.link.ProbeReport;
import dev.pluginswap.verify.link.Site;
import dev.pluginswap.verify.link.StaticLinker;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jars as people publish them, with the dependencies that they require and none of those that they
 * do not, as plugins without an entry in a workspace that has nothing but the JDK. What passes here
 * runs in production every day: whatever refuses it is wrong. Run by {@link OffTheShelfLinkageIT},
 * for which the build fetches the jars. Writes {@code target/off-the-shelf-<Java version>.txt}.
 */
class OffTheShelf {

  private static final List<String> ROWS = new ArrayList<>();

  @TempDir Path directory;

  /** Each a plugin: the jars that are its, by the beginning of their file names. */
  private static final List<String> LIBRARIES =
      List.of(
          "guava failureaccess listenablefuture jspecify error_prone_annotations j2objc-annotations",
          "spring-core spring-jcl",
          "lucene-core",
          "kotlin-stdlib annotations",
          "h2",
          "postgresql checker-qual",
          "sqlite-jdbc slf4j-api-2",
          "groovy",
          "byte-buddy",
          "logback-classic logback-core slf4j-api-2",
          "netty-handler netty-common netty-resolver netty-buffer netty-transport"
              + " netty-transport-native-unix-common netty-codec",
          "HikariCP slf4j-api-2");

  /** What a plugin does with each of them, in the order of the libraries. */
  private static final List<String> USES =
      List.of(
          "com.google.common.cache.CacheBuilder.newBuilder().maximumSize(1).build();",
          "new org.springframework.core.io.support.PathMatchingResourcePatternResolver()"
              + ".getResources(\"classpath*:x\");",
          "new org.apache.lucene.index.IndexWriter(new org.apache.lucene.store.ByteBuffersDirectory(),"
              + " new org.apache.lucene.index.IndexWriterConfig()).close();",
          "new kotlin.text.Regex(\"x\").find(\"x\", 0);",
          "new org.h2.jdbcx.JdbcDataSource().getConnection().close();",
          "new org.postgresql.ds.PGSimpleDataSource().getConnection().close();",
          "new org.sqlite.SQLiteDataSource().getConnection().close();",
          "new groovy.lang.GroovyShell().evaluate(\"1\");",
          "new net.bytebuddy.ByteBuddy().subclass(Object.class).make();",
          "new ch.qos.logback.classic.LoggerContext().getLogger(\"x\").info(\"x\");",
          "io.netty.handler.ssl.SslContextBuilder.forClient().build();",
          "new com.zaxxer.hikari.HikariDataSource().getConnection().close();");

  @AfterAll
  static void writeTable() throws IOException {
    ROWS.sort(null);
    ROWS.add(
        0,
        "jar                       as  classes references  errors  warnings  static ms  probe ms");
    Path table =
        ForkedJvm.moduleDirectory()
            .resolve("target/off-the-shelf-%d.txt".formatted(Runtime.version().feature()));
    Files.write(table, ROWS);
    ROWS.forEach(System.out::println);
  }

  static Stream<String> libraries() {
    return LIBRARIES.stream();
  }

  static Stream<Arguments> uses() {
    return IntStream.range(0, USES.size())
        .mapToObj(i -> Arguments.of(USES.get(i), LIBRARIES.get(i)));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryWithItsDependenciesIsNotRefused(String jars) throws Exception {
    assertThat(errors(check("", jars.split(" ")))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void norIsAPluginThatUsesOne(String code, String jars) throws Exception {
    assertThat(errors(check(code, jars.split(" ")))).isEmpty();
  }

  @Test
  void aLibraryWithADependencyThatIsTooOldIsRefused() throws Exception {
    assertThat(errors(check("", "logback-classic", "logback-core", "slf4j-api-1")))
        .anySatisfy(
            finding -> {
              assertThat(finding.error()).isEqualTo(LinkError.NO_CLASS_DEF_FOUND);
              assertThat(finding.target()).isEqualTo("org.slf4j.spi.LoggingEventAware");
              assertThat(finding.sites())
                  .extracting(Site::className)
                  .contains("ch.qos.logback.classic.Logger");
            });
  }

  @Test
  void aPluginThatNeedsAMissingLibraryIsRefused() throws Exception {
    assertThat(errors(check(USES.get(11), "HikariCP")))
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.error()).isEqualTo(LinkError.NO_CLASS_DEF_FOUND);
              assertThat(finding.target()).startsWith("org.slf4j.");
            });
  }

  private static List<LinkFinding> errors(List<LinkFinding> findings) {
    return findings.stream().filter(each -> each.severity() == Severity.ERROR).toList();
  }

  private List<LinkFinding> check(String code, String... jars) throws Exception {
    TestPlugin described = TestPlugin.of("library", "1");
    for (String jar : jars) {
      Path file = file(jar);
      described.bundleFile("lib/" + file.getFileName(), Files.readAllBytes(file));
      described.against(file);
    }
    if (!code.isEmpty()) {
      described.source(
          "plugin.Main",
          "package plugin; public class Main { public void run() throws Exception { %s } }"
              .formatted(code));
    }
    Bundle bundle = described.bundle(directory.resolve("bundle"));
    PluginClasses plugin =
        new PluginClasses(
            "library",
            "1",
            bundle.classPath(),
            List.of(),
            code.isEmpty() ? Set.of() : Set.of("plugin.Main"),
            Set.of());
    try (URLClassLoader workspace =
            new URLClassLoader("workspace", new URL[0], ClassLoader.getPlatformClassLoader());
        PluginClassLoader shadow =
            new PluginRuntime(new RuntimeSettings(workspace, List.of())).loader(bundle, "probe")) {
      HostClasses host =
          new HostClasses(new WorkspaceView(workspace, Runtime.version(), List.of()));
      long start = System.nanoTime();
      List<LinkFinding> statics = new StaticLinker(host).check(plugin, LinkPolicy.DEFAULT);
      long between = System.nanoTime();
      ProbeReport probed =
          new ProbeLinker(host, ProbeLimits.DEFAULTS, System::nanoTime, () -> true)
              .check(plugin, LinkPolicy.DEFAULT, shadow);
      long end = System.nanoTime();
      List<LinkFinding> findings = LinkFindings.union(statics, probed.findings());
      ROWS.add(
          "%-20s %7s %8d %10d %7d %9d %10d %9d"
              .formatted(
                  jars[0],
                  code.isEmpty() ? "library" : "used",
                  probed.classes(),
                  probed.references(),
                  errors(findings).size(),
                  findings.size() - errors(findings).size(),
                  (between - start) / 1_000_000,
                  (end - between) / 1_000_000));
      assertThat(probed.skipped()).isZero();
      assertThat(probed.classes()).isPositive();
      return findings;
    }
  }

  private static Path file(String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    Path shelf = ForkedJvm.moduleDirectory().resolve("target/shelf");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            shelf, prefix + (prefix.matches(".*-\\d") ? "*.jar" : "-[0-9]*.jar"))) {
      files.forEach(found::add);
    }
    assertThat(found).as("jars called %s in %s", prefix, shelf).hasSize(1);
    return found.get(0);
  }
}
