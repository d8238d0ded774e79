package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the option {@code linkage} and the waivers of a manifest make of what does not link. */
final class LinkagePolicyTest {

  @TempDir Path directory;

  private Workbench bench(Linkage linkage) throws IOException {
    return new Workbench(directory, Workbench.SETTINGS.withLinkage(linkage));
  }

  /** Calls a library that is not there; between the lines of a handler, or not. */
  private TestPlugin calling(String before, String after) {
    Path library =
        PluginJars.write(
            directory.resolve("library.jar"),
            PluginJars.compile(
                Map.of(
                    "org.lib.Codec",
                    "package org.lib; public class Codec { public static void run() {} }")));
    return Workbench.greeter("2.0.0")
        .against(library)
        .source(
            "test.Hello",
            """
            package test;
            public class Hello implements dev.pluginswap.testing.Greeter {
              public String greet(String name) {
                %s org.lib.Codec.run(); %s
                return "2.0.0: " + name;
              }
            }
            """
                .formatted(before, after));
  }

  private TestPlugin guarded() {
    return calling("try {", "} catch (NoClassDefFoundError e) { /* without it then */ }");
  }

  private TestPlugin unguarded() {
    return calling("", "");
  }

  private static void refused(Workbench bench, TestPlugin plugin) throws IOException {
    bench.install(Workbench.greeter("1.0.0"));
    InstallReport report = bench.install(plugin);
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).isEqualTo(Severity.ERROR);
              assertThat(problem.code()).isEqualTo("class-missing");
              assertThat(problem.what())
                  .isEqualTo(
                      "greeter 2.0.0 calls org.lib.Codec.run(), which neither the bundle nor this"
                          + " workspace has");
            });
    bench.assertLive("1.0.0");
  }

  private static Problem warned(Workbench bench, TestPlugin plugin) {
    InstallReport report = bench.install(plugin);
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().get(0).severity()).isEqualTo(Severity.WARNING);
    return report.problems().get(0);
  }

  @Test
  void optionalCodeWarns() throws IOException {
    try (Workbench bench = bench(Linkage.DEFAULT)) {
      Problem warning = warned(bench, guarded());
      assertThat(warning.code()).isEqualTo("optional-code");
      assertThat(warning.what()).contains("org.lib.Codec");
      bench.assertLive("2.0.0");
    }
  }

  @Test
  void codeThatIsNotOptionalRefuses() throws IOException {
    try (Workbench bench = bench(Linkage.DEFAULT)) {
      refused(bench, unguarded());
    }
  }

  @Test
  void strictRefusesForOptionalCodeToo() throws IOException {
    try (Workbench bench = bench(Linkage.STRICT)) {
      refused(bench, guarded());
    }
  }

  @Test
  void aWaiverMakesAWarningOfItWhereverItIs() throws IOException {
    try (Workbench bench = bench(Linkage.DEFAULT)) {
      Problem warning =
          warned(bench, unguarded().waives("org.lib", "the codec is never asked for"));
      assertThat(warning.code()).isEqualTo("waived");
      assertThat(warning.what()).contains("org.lib.Codec");
      assertThat(warning.cure())
          .isEqualTo("nothing: waived in plugin.json, because the codec is never asked for");
    }
  }

  @Test
  void aWaiverCountsWhenStrict() throws IOException {
    try (Workbench bench = bench(Linkage.STRICT)) {
      warned(bench, guarded().waives("org.*", "the codec is never asked for"));
    }
  }

  @Test
  void aWaiverOfAnotherPackageDoesNotCount() throws IOException {
    try (Workbench bench = bench(Linkage.DEFAULT)) {
      refused(bench, unguarded().waives("org.lib.sub", "that one is never asked for"));
    }
  }

  @Test
  void offLooksAtNothing() throws IOException {
    try (Workbench bench = bench(Linkage.OFF)) {
      InstallReport report = bench.install(unguarded());
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.problems()).isEmpty();
      assertThatThrownBy(() -> bench.greeter.greet("Ada")).isInstanceOf(NoClassDefFoundError.class);
    }
  }

  @Test
  void offStillRefusesAnEntryThatIsNotThere() throws IOException {
    try (Workbench bench = bench(Linkage.OFF)) {
      InstallReport report = bench.install(Workbench.greeter("2.0.0").entry("test.Nobody"));
      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.problems()).extracting(Problem::code).containsExactly("entry-missing");
    }
  }
}
