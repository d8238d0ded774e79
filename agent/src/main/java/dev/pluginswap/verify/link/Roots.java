package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is loaded of a plugin from outside, and what comes with it: its entry points and the
 * providers of services. A plugin that has neither is a library, of which anything public may be
 * used.
 */
final class Roots {

  private final Check check;

  /** What must load. */
  private final List<PluginClass> needed;

  /** Providers of services that somebody else may ask for, but need not. */
  private final List<PluginClass> offered = new ArrayList<>();

  /** Providers of services of which nobody but the plugin knows. */
  private final List<PluginClass> internal = new ArrayList<>();

  /** Jars in which all is the plugin's own. */
  private final Set<String> jars = new HashSet<>();

  /** Null until somebody asks: to follow code is dear, and most verdicts need none of it. */
  private @Nullable Certainty certainty;

  private @Nullable Ways ways;

  Roots(Check check, PluginClasses plugin) {
    this.check = check;
    this.needed = needed(plugin);
    for (Map.Entry<String, Set<String>> each : check.plugin.providers().entrySet()) {
      ClassModel type = check.universe.find(Names.internal(each.getKey()));
      if (type != null && !plugin.requiredServices().contains(each.getKey())) {
        (type.origin().isPlugin() ? internal : offered).addAll(own(each.getValue()));
      }
    }
    addJars(needed);
    addJars(offered);
  }

  private void addJars(List<PluginClass> types) {
    for (PluginClass type : types) {
      jars.add(type.model().jar());
    }
  }

  /**
   * What was followed.
   *
   * @param reach from where errors would reach somebody
   * @param demand what the plugin demands of its libraries
   */
  private record Ways(Reach reach, Demand demand) {}

  private Ways ways() {
    Ways known = ways;
    if (known == null) {
      check.narrow();
      CallTargets targets = new CallTargets(check);
      Reach reach = new Reach(check, targets);
      needed.forEach(reach::root);
      if (isLibrary()) {
        libraryClasses().forEach(reach::root);
      }
      // A provider that nobody requires is left out when it does not load.
      offered.forEach(reach::tolerantRoot);
      internal.forEach(reach::tolerantRoot);
      Demand demand = new Demand(check, targets, jars);
      demand.follow(reach);
      known = new Ways(reach, demand);
      ways = known;
    }
    return known;
  }

  private boolean isLibrary() {
    return needed.isEmpty() && offered.isEmpty();
  }

  private List<PluginClass> needed(PluginClasses plugin) {
    List<PluginClass> needed = own(plugin.entryPoints());
    for (String service : plugin.requiredServices()) {
      needed.addAll(own(check.plugin.providers().getOrDefault(service, Set.of())));
    }
    return needed;
  }

  private List<PluginClass> libraryClasses() {
    List<PluginClass> open = new ArrayList<>();
    for (PluginClass type : check.plugin.classes().values()) {
      if (type.model().isPublic() && isSeen(type)) {
        open.add(type);
      }
    }
    return open;
  }

  /** From where errors would reach somebody. */
  Reach reach() {
    return ways().reach();
  }

  /** Whether an issue is met whatever the plugin finds out at run time. */
  boolean isCertain(Issue issue) {
    if (needed.isEmpty()) {
      return false;
    }
    if (certainty == null) {
      check.narrow();
      certainty = new Certainty(check);
      needed.forEach(certainty::root);
    }
    return certainty.isCertain(issue);
  }

  /** Whether a class stands in a jar of the plugin's own. */
  boolean isOwn(ClassModel type) {
    return jars.contains(type.jar());
  }

  /** Whether the plugin's own code runs into an issue of a library's code for certain. */
  boolean meets(Issue issue) {
    return !jars.isEmpty() && ways().demand().meets(issue);
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
