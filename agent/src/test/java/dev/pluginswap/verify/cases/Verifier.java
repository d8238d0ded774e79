package dev.pluginswap.verify.cases;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.testing.RecordingLoader;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.WorkspaceView;
import dev.pluginswap.verify.link.HostClasses;
import dev.pluginswap.verify.link.LinkFinding;
import dev.pluginswap.verify.link.LinkPolicy;
import dev.pluginswap.verify.link.Linker;
import dev.pluginswap.verify.link.PluginClasses;
import dev.pluginswap.verify.link.ProbeLimits;
import dev.pluginswap.verify.link.ProbeLinker;
import dev.pluginswap.verify.link.StaticLinker;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The verifier, as an install would use it, on one case. */
final class Verifier {

  private Verifier() {}

  /**
   * What it finds.
   *
   * @param statics the static half alone, where nothing of the workspace is loaded yet
   * @param probed the probe alone
   * @param together both, as an install asks them
   */
  record Findings(
      List<LinkFinding> statics, List<LinkFinding> probed, List<LinkFinding> together) {}

  static Findings check(LinkageCase one, CompiledCase compiled)
      throws IOException, BundleRefusedException {
    Bundle bundle = compiled.bundle();
    PluginClasses plugin =
        new PluginClasses(
            one.name(),
            "1.0.0",
            bundle.classPath(),
            List.of(bundle.root().resolve("native"), bundle.root().resolve("lib")),
            Set.of(LinkageCase.MAIN),
            Set.copyOf(one.services()));
    try (RecordingLoader workspace = new RecordingLoader("workspace", compiled.host())) {
      PluginRuntime runtime =
          new PluginRuntime(new RuntimeSettings(workspace, List.of(LinkageCase.EXPORTS)));
      WorkspaceView files =
          new WorkspaceView(
              workspace, Runtime.version(), List.of(new Export(LinkageCase.EXPORTS, null)));
      WorkspaceView view =
          new WorkspaceView(files.loader(), files.java(), files.exports(), workspace);
      try (PluginClassLoader shadow = runtime.loader(bundle, one.name() + "?probe");
          PluginClassLoader other = runtime.loader(bundle, one.name() + "?other")) {
        return new Findings(
            new StaticLinker(new HostClasses(files)).check(plugin, LinkPolicy.DEFAULT),
            new ProbeLinker(
                    new HostClasses(view), ProbeLimits.DEFAULTS, System::nanoTime, () -> true)
                .check(plugin, LinkPolicy.DEFAULT, other)
                .findings(),
            new Linker(new HostClasses(view), ProbeLimits.DEFAULTS, System::nanoTime)
                .check(plugin, LinkPolicy.DEFAULT, shadow)
                .findings());
      }
    }
  }
}
