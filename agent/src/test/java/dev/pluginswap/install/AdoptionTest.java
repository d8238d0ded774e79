package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginState;
import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that an operator unzipped into the plugins directory. */
final class AdoptionTest {

  @TempDir Path directory;

  @Test
  void aPluginUnzippedByHandIsLiveAfterTheNextStart() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      unzip(bench, "greeter", "1.0.0");
      bench.restart();
      bench.assertLive("1.0.0");
      assertThat(bench.names(".adopted"))
          .singleElement()
          .satisfies(
              name ->
                  assertThat(bench.plugins.resolve(".adopted").resolve(name).resolve("plugin.json"))
                      .exists());

      bench.restart();
      bench.assertLive("1.0.0");
      assertThat(bench.names(".adopted")).hasSize(1);
    }
  }

  @Test
  void anInstallOverItAdoptsItFirstSoThatARollbackBringsItBack() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      unzip(bench, "greeter", "1.0.0");
      assertThat(bench.install(Workbench.greeter("2.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("2.0.0");
      assertThat(bench.installer.rollback("greeter").outcome()).isEqualTo(Outcome.COMMITTED);
      bench.assertLive("1.0.0");
    }
  }

  @Test
  void aDryRunOverItAdoptsNothing() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      unzip(bench, "greeter", "1.0.0");
      InstallReport report =
          bench.installer.verify(
              InstallRequest.of(bench.zip(Workbench.greeter("2.0.0")).toString()));
      assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(Files.isDirectory(bench.plugins.resolve("greeter"), LinkOption.NOFOLLOW_LINKS))
          .isTrue();
      assertThat(bench.names(".versions")).isEmpty();
    }
  }

  @Test
  void oneThatCannotRunHereIsLeftAsItIsAndSaidWhy() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Workbench.greeter("1.0.0")
          .workspace("com.acme.missing", ">=9")
          .directory(bench.plugins.resolve("greeter"));
      bench.restart();

      assertThat(bench.status().state()).isEqualTo(PluginState.FAILED);
      assertThat(bench.status().problems()).isNotEmpty().allMatch(Problem::isError);
      assertThat(bench.plugins.resolve("greeter/plugin.json")).exists();
      assertThat(bench.names(".versions")).isEmpty();
      assertThat(bench.install(Workbench.greeter("2.0.0")).problems())
          .extracting(Problem::code)
          .contains("directory-in-the-way");
      assertThat(bench.plugins.resolve("greeter/plugin.json")).exists();
    }
  }

  @Test
  void oneThatBearsAnotherPluginsNameIsLeftAsItIs() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      unzip(bench, "backup", "1.0.0");
      bench.restart();
      assertThat(bench.installer.plugin("backup").orElseThrow().problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("adopt-other-name");
                assertThat(problem.where()).endsWith("backup");
                assertThat(problem.what()).contains("'greeter'");
              });
      assertThat(bench.plugins.resolve("backup/plugin.json")).exists();
    }
  }

  @Test
  void directoriesThatAreNoBundlesAreNobodysBusiness() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Files.createDirectories(bench.plugins.resolve("notes/old"));
      bench.restart();
      assertThat(bench.installer.plugins()).isEmpty();
      assertThat(bench.plugins.resolve("notes/old")).exists();
    }
  }

  @Test
  void aJvmKilledAfterTheCommitHasItsDirectoryMovedByTheNextOne() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      Path unzipped = unzip(bench, "greeter", "1.0.0");
      bench.restart();
      // As if it had been killed between the commit and the move.
      Files.delete(bench.plugins.resolve("greeter"));
      Path aside = bench.plugins.resolve(".adopted").resolve(bench.names(".adopted").get(0));
      Files.move(aside, unzipped);
      bench.restart();
      bench.assertLive("1.0.0");
      assertThat(bench.names(".adopted")).hasSize(1);
    }
  }

  @Test
  void aFailingStartLeavesItWhereItIs() throws IOException {
    try (Workbench bench = new Workbench(directory)) {
      unzip(bench, "greeter", "1.0.0");
      for (Step step : List.of(Step.PUBLISH, Step.SWITCH_LOADER, Step.COMMIT)) {
        bench.steps.thrown = new IOException("no space left on device");
        bench.steps.after = step == Step.COMMIT;
        bench.steps.step = step;
        bench.restart();
        assertThat(bench.status().state()).as("failing %s", step).isEqualTo(PluginState.FAILED);
        assertThat(bench.plugins.resolve("greeter/plugin.json")).exists();
        bench.steps.step = null;
      }
      bench.restart();
      bench.assertLive("1.0.0");
    }
  }

  private static Path unzip(Workbench bench, String as, String version) {
    return Workbench.greeter(version).directory(bench.plugins.resolve(as));
  }
}
