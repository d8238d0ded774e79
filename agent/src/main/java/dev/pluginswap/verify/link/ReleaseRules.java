package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    Set<String> said = soFar.stream().map(LinkFinding::target).collect(Collectors.toSet());
    return check.plugin.unreadable().stream()
        .filter(file -> file.error() == LinkError.UNSUPPORTED_CLASS_VERSION)
        .filter(file -> !said.contains(Names.binary(file.name())))
        .map(this::finding)
        .toList();
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
