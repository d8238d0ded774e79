package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Class files for a newer Java that no code names: nobody knows whether they are ever loaded. */
final class ReleaseRules {

  private final Check check;
  private final PluginClasses plugin;
  private final Severity severity;

  ReleaseRules(Check check, PluginClasses plugin, LinkPolicy policy) {
    this.check = check;
    this.plugin = plugin;
    this.severity = policy.mode() == LinkPolicy.Mode.STRICT ? Severity.ERROR : Severity.WARNING;
  }

  /** Those that are not among the findings so far. An entry point is an error. */
  List<LinkFinding> findings(List<LinkFinding> soFar) {
    List<LinkFinding> findings = new ArrayList<>();
    for (PluginIndex.Unreadable file : check.plugin.unreadable()) {
      if (file.error() == LinkError.UNSUPPORTED_CLASS_VERSION
          && !isSaid(Names.binary(file.name()), soFar)) {
        findings.add(finding(file));
      }
    }
    return findings;
  }

  private static boolean isSaid(String target, List<LinkFinding> findings) {
    for (LinkFinding finding : findings) {
      if (finding.target().equals(target)) {
        return true;
      }
    }
    return false;
  }

  private LinkFinding finding(PluginIndex.Unreadable file) {
    String name = Names.binary(file.name());
    return new LinkFinding(
        file.error(),
        name,
        "%s %s has %s, but %s".formatted(plugin.name(), plugin.version(), name, file.what()),
        List.of(Site.ofClass(name)),
        isLoadedFromOutside(name) ? Severity.ERROR : severity,
        false,
        "compile the plugin with --release %d, or run the workspace on a newer Java"
            .formatted(check.wording.feature()),
        Set.of(Half.STATIC));
  }

  private boolean isLoadedFromOutside(String name) {
    return plugin.entryPoints().contains(name)
        || check.plugin.providers().entrySet().stream()
            .anyMatch(
                file ->
                    plugin.requiredServices().contains(file.getKey())
                        && file.getValue().contains(name));
  }
}
