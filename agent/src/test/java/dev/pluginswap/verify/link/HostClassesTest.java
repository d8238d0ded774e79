package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.testing.ForkedTests;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.RecordingLoader;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.LoadedClasses;
import dev.pluginswap.verify.WorkspaceView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace's side of a check: what is read of it, and when. */
class HostClassesTest {

  @TempDir Path directory;

  private RecordingLoader workspace;
  private Bundle bundle;

  @BeforeEach
  void aPluginThatCallsTheWorkspace() throws Exception {
    Path jar =
        PluginJars.write(
            directory.resolve("workspace.jar"),
            PluginJars.compile(
                Map.of(
                    "com.acme.api.Clock",
                    "package com.acme.api; public class Clock { public static long now() { return 1; } }")));
    workspace = new RecordingLoader("workspace", jar);
    bundle =
        TestPlugin.of("p", "1")
            .against(jar)
            .source(
                "plugin.Main",
                "package plugin; public class Main { long go() { return com.acme.api.Clock.now(); } }")
            .bundle(directory.resolve("bundle"));
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  private HostClasses host(LoadedClasses loaded) {
    return new HostClasses(
        new WorkspaceView(
            workspace, Runtime.version(), List.of(new Export("com.acme.api", null)), loaded));
  }

  private PluginClasses plugin() {
    return new PluginClasses(
        "p", "1", bundle.classPath(), List.of(), Set.of("plugin.Main"), Set.of());
  }

  private List<LinkFinding> check(StaticLinker linker) throws Exception {
    return linker.check(plugin(), LinkPolicy.DEFAULT);
  }

  @Test
  void whatOneInstallHasReadTheNextDoesNotReadAgain() throws Exception {
    StaticLinker linker = new StaticLinker(host(LoadedClasses.UNKNOWN));

    assertThat(check(linker)).isEmpty();
    assertThat(workspace.read()).containsOnlyOnce("com/acme/api/Clock.class");
    assertThat(check(linker)).isEmpty();
    assertThat(workspace.read()).containsOnlyOnce("com/acme/api/Clock.class");
    assertThat(check(new StaticLinker(host(LoadedClasses.UNKNOWN)))).isEmpty();
    assertThat(workspace.read()).filteredOn("com/acme/api/Clock.class"::equals).hasSize(2);
  }

  @Test
  void nothingOfTheWorkspaceIsLoadedToReadIt() throws Exception {
    assertThat(check(new StaticLinker(host(workspace)))).isEmpty();
    assertThat(workspace.of(workspace)).isEmpty();
  }

  @Test
  void theProbesLoadingShowsTheStaticHalfTheClassesAsTheyAre() throws Exception {
    try (PluginClassLoader shadow =
        new PluginRuntime(new RuntimeSettings(workspace, List.of("com.acme.api")))
            .loader(bundle, "p?probe")) {
      LinkReport report =
          new Linker(host(workspace), ProbeLimits.DEFAULTS, System::nanoTime)
              .check(plugin(), LinkPolicy.DEFAULT, shadow);
      assertThat(report.findings()).isEmpty();
    }
    assertThat(workspace.of(workspace)).extracting(Class::getName).contains("com.acme.api.Clock");
  }

  @Test
  void whatAgentsDoToClassesIsSeenAndMemoryIsGivenBack() throws Exception {
    Path agent =
        PluginJars.write(
            directory.resolve("agent.jar"),
            PluginJars.withManifest(
                "Premain-Class: agent.Keeper",
                PluginJars.compile(
                    Map.of(
                        "agent.Keeper",
                        """
                        package agent;
                        public class Keeper {
                          public static void premain(
                              String none, java.lang.instrument.Instrumentation instrumentation) {
                            System.getProperties().put("test.instrumentation", instrumentation);
                          }
                        }
                        """))));
    ForkedTests.run(TransformedWorkspace.class, "-javaagent:" + agent, "-Xmx128m");
  }
}
