package dev.pluginswap.verify.link;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is loaded of a plugin from outside, and what comes with it. */
final class Roots {

  private final Check check;
  private final Reach reach;
  private final Certainty certainty;
  private boolean library;

  Roots(Check check, PluginClasses plugin) {
    this.check = check;
    this.reach = new Reach(check);
    this.certainty = new Certainty(check);
    Set<String> needed = new LinkedHashSet<>(plugin.entryPoints());
    Set<String> borne = new LinkedHashSet<>();
    for (Map.Entry<String, Set<String>> file : check.plugin.providers().entrySet()) {
      if (plugin.requiredServices().contains(file.getKey())) {
        needed.addAll(file.getValue());
      } else if (check.universe.find(Names.internal(file.getKey())) != null) {
        borne.addAll(file.getValue());
      }
    }
    for (String name : needed) {
      PluginClass type = own(name);
      if (type != null) {
        reach.root(type);
        certainty.root(type);
      }
    }
    if (needed.isEmpty()) {
      library = true;
      library();
    }
    // A provider that nobody requires is left out when it does not load.
    for (String name : borne) {
      PluginClass type = own(name);
      if (type != null) {
        reach.tolerantRoot(type);
      }
    }
  }

  /** Nobody says what is used of it: anything public may be. */
  private void library() {
    for (PluginClass type : check.plugin.classes().values()) {
      if (type.model().isPublic() && check.universe.find(type.model().name()) == type.model()) {
        reach.root(type);
      }
    }
  }

  /** Whether what is used of the plugin is unknown. */
  boolean isLibrary() {
    return library;
  }

  Reach reach() {
    return reach;
  }

  Certainty certainty() {
    return certainty;
  }

  private @Nullable PluginClass own(String binaryName) {
    String name = Names.internal(binaryName);
    PluginClass type = check.plugin.classes().get(name);
    return type != null && check.universe.find(name) == type.model() ? type : null;
  }
}
