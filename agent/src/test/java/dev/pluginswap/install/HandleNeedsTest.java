package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.ServiceUnavailableException;
import dev.pluginswap.api.Severity;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.unload.Unloading;
import dev.pluginswap.verify.WorkspaceView;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the workspace needs of a plugin: that the handles that it holds go on leading somewhere. */
final class HandleNeedsTest {

  private static final String SERVICE = "com.acme.Greeting";

  private static final String SERVICE_SOURCE =
      "package com.acme; public interface Greeting extends java.util.function.Supplier<String> {}";

  @TempDir Path directory;

  private Path jar;
  private URLClassLoader workspace;
  private Installer installer;
  private Supplier<?> handle;
  private int bundles;

  @BeforeEach
  void aHandleLeadsToTheLiveVersion() throws Exception {
    jar =
        PluginJars.write(
            directory.resolve("workspace.jar"),
            PluginJars.compile(Map.of(SERVICE, SERVICE_SOURCE)));
    workspace =
        new URLClassLoader(
            "shop", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    installer =
        new Installer(
            PluginStore.open(plugins, Disk.of(plugins), Clock.systemUTC(), new Random(1)),
            new PluginRuntime(new RuntimeSettings(workspace, List.of())),
            Sources.standard(),
            new WorkspaceView(workspace, Runtime.version(), List.of()),
            Workbench.SETTINGS,
            Clock.systemUTC(),
            System::nanoTime,
            new Workbench.StepFault(),
            DaemonThreads::pool,
            Guards.NONE,
            Unloading.NONE);
    installer.start();
    assertThat(install(providing("1.0.0"), false).outcome()).isEqualTo(Outcome.COMMITTED);
    handle = (Supplier<?>) installer.service(workspace.loadClass(SERVICE), "greeter");
    assertThat(handle.get()).isEqualTo("1.0.0");
  }

  @AfterEach
  void close() throws Exception {
    installer.close();
    workspace.close();
  }

  private TestPlugin providing(String version) {
    return TestPlugin.of("greeter", version)
        .against(jar)
        .source(
            "test.Hello",
            """
            package test;
            public class Hello implements com.acme.Greeting {
              public String get() { return "%s"; }
            }
            """
                .formatted(version))
        .provides(SERVICE, "test.Hello");
  }

  private InstallReport install(TestPlugin plugin, boolean force) {
    Path zip = plugin.zip(directory.resolve("bundle" + ++bundles + ".zip"));
    return installer.install(InstallRequest.of(zip.toString()).withForce(force));
  }

  private static Problem only(InstallReport report) {
    assertThat(report.problems()).as(report.toString()).hasSize(1);
    return report.problems().get(0);
  }

  @Test
  void aVersionThatNoLongerProvidesTheServiceIsRefused() throws Exception {
    InstallReport report = install(TestPlugin.of("greeter", "2.0.0"), false);

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    Problem problem = only(report);
    assertThat(problem.code()).isEqualTo("service-gone");
    assertThat(problem.what())
        .isEqualTo(
            "greeter 2.0.0 does not provide com.acme.Greeting, which a handle of the workspace"
                + " requires: it is of loader 'shop' from "
                + jar.toUri().toURL());
    assertThat(handle.get()).isEqualTo("1.0.0");
  }

  @Test
  void aVersionThatProvidesItThroughATypeOfItsOwnIsRefused() throws Exception {
    InstallReport report = install(providing("2.0.0").source(SERVICE, SERVICE_SOURCE), false);

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    Problem problem =
        report.problems().stream()
            .filter(each -> each.code().equals("service-type-differs"))
            .findFirst()
            .orElseThrow();
    assertThat(problem.what())
        .isEqualTo(
            "greeter 2.0.0 provides com.acme.Greeting of its own from greeter.jar, but the handles"
                + " of the workspace are of loader 'shop' from "
                + jar.toUri().toURL());
    assertThat(handle.get()).isEqualTo("1.0.0");
  }

  @Test
  void aVersionThatProvidesItAsBeforeIsTaken() {
    assertThat(install(providing("2.0.0"), false).problems()).isEmpty();
    assertThat(handle.get()).isEqualTo("2.0.0");
  }

  @Test
  void whatIsForcedGoesLiveAndTheHandleSaysThatNobodyProvides() {
    InstallReport report = install(TestPlugin.of("greeter", "2.0.0"), true);

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(only(report).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(report).code()).isEqualTo("service-gone");
    assertThatThrownBy(handle::get).isInstanceOf(ServiceUnavailableException.class);
  }

  @Test
  void aTypeOfItsOwnMayBeForcedToo() {
    InstallReport report = install(providing("2.0.0").source(SERVICE, SERVICE_SOURCE), true);

    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.problems()).extracting(Problem::code).contains("service-type-differs");
    assertThatThrownBy(handle::get)
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("provides another class of that name");
  }
}
