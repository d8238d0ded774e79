package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What is loaded of a plugin from outside, and what comes with it: its entry points and the
 * providers of services. A plugin that has neither is a library, of which anything public may be
 * used.
 */
final class Roots {

  private final Check check;
  private final Reach reach;
  private final Certainty certainty;
  private final Demand demand;

  Roots(Check check, PluginClasses plugin) {
    this.check = check;
    CallTargets targets = new CallTargets(check);
    this.reach = new Reach(check, targets);
    this.certainty = new Certainty(check);
    this.demand = new Demand(check, targets);
    List<PluginClass> needed = needed(plugin);
    List<PluginClass> offered = new ArrayList<>();
    List<PluginClass> internal = new ArrayList<>();
    check
        .plugin
        .providers()
        .forEach(
            (service, providers) -> {
              ClassModel type = check.universe.find(Names.internal(service));
              if (type != null && !plugin.requiredServices().contains(service)) {
                (type.origin().isPlugin() ? internal : offered).addAll(own(providers));
              }
            });
    needed.forEach(reach::root);
    needed.forEach(certainty::root);
    needed.forEach(demand::root);
    offered.forEach(demand::root);
    if (needed.isEmpty() && offered.isEmpty()) {
      library();
    }
    // A provider that nobody requires is left out when it does not load.
    offered.forEach(reach::tolerantRoot);
    internal.forEach(reach::tolerantRoot);
    demand.follow(reach);
  }

  private List<PluginClass> needed(PluginClasses plugin) {
    List<PluginClass> needed = own(plugin.entryPoints());
    for (String service : plugin.requiredServices()) {
      needed.addAll(own(check.plugin.providers().getOrDefault(service, Set.of())));
    }
    return needed;
  }

  private void library() {
    for (PluginClass type : check.plugin.classes().values()) {
      if (type.model().isPublic() && isSeen(type)) {
        reach.root(type);
      }
    }
  }

  Reach reach() {
    return reach;
  }

  Certainty certainty() {
    return certainty;
  }

  Demand demand() {
    return demand;
  }

  private List<PluginClass> own(Collection<String> binaryNames) {
    List<PluginClass> types = new ArrayList<>();
    for (String name : binaryNames) {
      PluginClass type = check.plugin.classes().get(Names.internal(name));
      if (type != null && isSeen(type)) {
        types.add(type);
      }
    }
    return types;
  }

  private boolean isSeen(PluginClass type) {
    return check.universe.find(type.model().name()) == type.model();
  }
}
