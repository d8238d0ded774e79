package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A workspace and a plugin for tests of the probe.
 *
 * @param workspace sees the workspace's classes and the JDK's
 */
record ProbeBench(URLClassLoader workspace, Bundle bundle) implements AutoCloseable {

  private static final String EXPORTS = "com.acme.api.*";

  /** Compiles both; the plugin against the workspace. */
  static ProbeBench of(
      Path directory, Map<String, String> workspaceSources, Map<String, String> pluginSources)
      throws IOException {
    return broken(directory, workspaceSources, workspaceSources, pluginSources);
  }

  /** Compiles the plugin against a workspace that is another than the one it meets. */
  static ProbeBench broken(
      Path directory,
      Map<String, String> built,
      Map<String, String> met,
      Map<String, String> pluginSources)
      throws IOException {
    Path old = PluginJars.write(directory.resolve("built.jar"), PluginJars.compile(built));
    Path jar = PluginJars.write(directory.resolve("workspace.jar"), PluginJars.compile(met));
    TestPlugin plugin = TestPlugin.of("p", "1").against(old);
    pluginSources.forEach(plugin::source);
    return new ProbeBench(
        new URLClassLoader(
            "workspace", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader()),
        plugin.bundle(directory.resolve("bundle")));
  }

  /** A loader as the plugin would get. */
  PluginClassLoader loader(String name) {
    return new PluginRuntime(new RuntimeSettings(workspace, List.of(EXPORTS))).loader(bundle, name);
  }

  ProbeReport probe(ClassLoader shadow) throws IOException {
    return probe(shadow, ProbeLimits.DEFAULTS);
  }

  ProbeReport probe(ClassLoader shadow, ProbeLimits limits) throws IOException {
    return linker(limits, System::nanoTime).check(plugin(), LinkPolicy.DEFAULT, shadow);
  }

  ProbeLinker linker(ProbeLimits limits, LongSupplier nanoTime) {
    return linker(limits, nanoTime, () -> true);
  }

  ProbeLinker linker(ProbeLimits limits, LongSupplier nanoTime, BooleanSupplier room) {
    return new ProbeLinker(host(), limits, nanoTime, room);
  }

  HostClasses host() {
    return new HostClasses(
        new WorkspaceView(workspace, Runtime.version(), List.of(new Export(EXPORTS, null))));
  }

  PluginClasses plugin() {
    return new PluginClasses(
        "p", "1", bundle.classPath(), List.of(), Set.of("plugin.Main"), Set.of());
  }

  @Override
  public void close() throws IOException {
    workspace.close();
  }
}
