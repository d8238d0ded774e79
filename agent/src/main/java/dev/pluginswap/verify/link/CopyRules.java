package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import dev.pluginswap.verify.WorkspaceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A second copy of a shared type would end in a ClassCastException: neither side sees the other's.
 */
final class CopyRules {

  private final Check check;
  private final PluginClasses plugin;
  private final WorkspaceView workspace;

  CopyRules(Check check, PluginClasses plugin, WorkspaceView workspace) {
    this.check = check;
    this.plugin = plugin;
    this.workspace = workspace;
  }

  List<LinkFinding> findings() {
    List<LinkFinding> findings = new ArrayList<>();
    Map<String, Boolean> exported = new HashMap<>();
    boolean hasServices = !plugin.requiredServices().isEmpty();
    for (PluginClass type : check.plugin.classes().values()) {
      String packageName = type.model().packageName();
      Boolean isExported = exported.get(packageName);
      if (isExported == null) {
        isExported = workspace.exports(Names.binary(packageName));
        exported.put(packageName, isExported);
      }
      if (!isExported && !hasServices) {
        continue;
      }
      String name = Names.binary(type.model().name());
      boolean isService = plugin.requiredServices().contains(name);
      if ((isService || isExported) && check.universe.findInHost(type.model().name()) != null) {
        findings.add(
            new LinkFinding(
                isService ? LinkError.SERVICE_CONFIGURATION : LinkError.LINKAGE,
                name,
                "%s %s carries its own copy of %s in %s, which the workspace has at %s"
                    .formatted(
                        plugin.name(),
                        plugin.version(),
                        name,
                        type.model().where(),
                        check.universe.placeInHost(type.model().name())),
                List.of(type.site()),
                Severity.ERROR,
                false,
                "leave it out of the bundle: compile against it with scope 'provided'",
                Set.of(Half.STATIC)));
      }
    }
    return findings;
  }
}
