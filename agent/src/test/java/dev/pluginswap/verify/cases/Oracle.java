package dev.pluginswap.verify.cases;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.testing.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the JVM throws in each case: measured by {@link CaseRunner}, and checked in as {@code
 * oracle-<Java version>.tsv}.
 */
final class Oracle {

  /** When set, what is measured is written over what is checked in. */
  static final String REGENERATE = "oracle.regenerate";

  /** The whole suite; one JVM runs it in some seconds. */
  private static final Duration BOUND = Duration.ofMinutes(5);

  private Oracle() {}

  /** The error, or {@code none}, by the name of the case, as checked in. */
  static Map<String, String> checkedIn(int feature) {
    return parse(CaseText.resource("/verify-cases/oracle-" + feature + ".tsv").lines());
  }

  /** Whether results for that version of Java are checked in. */
  static boolean covers(int feature) {
    return CaseText.class.getResource("/verify-cases/oracle-" + feature + ".tsv") != null;
  }

  /** Runs all cases below a directory in a JVM of the JDK under test. */
  static Map<String, String> measure(Path cases) throws IOException, InterruptedException {
    try (ForkedJvm jvm =
        ForkedJvm.java(
            cases, "-Xshare:auto", "-cp", classPath(), CaseRunner.class.getName(), ".")) {
      if (jvm.exitValue(BOUND) != 0) {
        throw new AssertionError("the cases do not run: " + jvm);
      }
      return parse(jvm.stdout().stream());
    }
  }

  /** Writes what was measured into the sources. */
  static void write(int feature, Map<String, String> results) throws IOException {
    Path file =
        ForkedJvm.moduleDirectory()
            .resolve("src/test/resources/verify-cases/oracle-" + feature + ".tsv");
    String text =
        new TreeMap<>(results)
            .entrySet().stream()
                .map(row -> row.getKey() + "\t" + row.getValue() + "\n")
                .collect(Collectors.joining());
    Files.writeString(file, text);
  }

  /** The Java version of the JDK under test. */
  static int featureUnderTest() throws IOException {
    Properties release = new Properties();
    try (var in = Files.newInputStream(ForkedJvm.javaHome().resolve("release"))) {
      release.load(in);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  private static Map<String, String> parse(Stream<String> lines) {
    return lines
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells.length == 2)
        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1], (a, b) -> b, TreeMap::new));
  }

  /** What the runner needs, and no more: not the tests' own greeters and hosts. */
  private static String classPath() {
    return Stream.of(
            CaseRunner.class,
            Bundle.class,
            PluginRuntime.class,
            dev.pluginswap.api.Plugin.class,
            net.bytebuddy.ByteBuddy.class,
            com.fasterxml.jackson.core.JsonFactory.class)
        .map(Oracle::locationOf)
        .distinct()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For readers of a failure: the differences, one a line. */
  static List<String> differences(Map<String, String> expected, Map<String, String> actual) {
    TreeMap<String, String> names = new TreeMap<>(expected);
    names.putAll(actual);
    return names.keySet().stream()
        .filter(
            name ->
                !expected
                    .getOrDefault(name, "no row")
                    .equals(actual.getOrDefault(name, "no result")))
        .map(
            name ->
                "%s: checked in %s, measured %s"
                    .formatted(
                        name,
                        expected.getOrDefault(name, "no row"),
                        actual.getOrDefault(name, "no result")))
        .toList();
  }
}
