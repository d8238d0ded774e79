package dev.pluginswap.verify.cases;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.verify.Export;
import dev.pluginswap.verify.WorkspaceView;
import dev.pluginswap.verify.link.HostClasses;
import dev.pluginswap.verify.link.LinkFinding;
import dev.pluginswap.verify.link.LinkFindings;
import dev.pluginswap.verify.link.LinkPolicy;
import dev.pluginswap.verify.link.PluginClasses;
import dev.pluginswap.verify.link.ProbeLimits;
import dev.pluginswap.verify.link.ProbeLinker;
import dev.pluginswap.verify.link.StaticLinker;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;

/** The verifier, as an install would use it, on one case. */
final class Verifier {

  private Verifier() {}

  /**
   * What it finds.
   *
   * @param statics the static half alone
   * @param probed the probe alone
   */
  record Findings(List<LinkFinding> statics, List<LinkFinding> probed) {

    /** Both halves. */
    List<LinkFinding> together() {
      return LinkFindings.union(statics, probed);
    }
  }

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
    try (URLClassLoader workspace =
            new URLClassLoader(
                "workspace",
                new URL[] {compiled.host().toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        PluginClassLoader shadow =
            new PluginRuntime(new RuntimeSettings(workspace, List.of(LinkageCase.EXPORTS)))
                .loader(bundle, one.name() + "?probe")) {
      WorkspaceView view =
          new WorkspaceView(
              workspace, Runtime.version(), List.of(new Export(LinkageCase.EXPORTS, null)));
      List<LinkFinding> statics =
          new StaticLinker(new HostClasses(view)).check(plugin, LinkPolicy.DEFAULT);
      List<LinkFinding> probed =
          new ProbeLinker(new HostClasses(view), ProbeLimits.DEFAULTS, System::nanoTime)
              .check(plugin, LinkPolicy.DEFAULT, shadow)
              .findings();
      return new Findings(statics, probed);
    }
  }
}
