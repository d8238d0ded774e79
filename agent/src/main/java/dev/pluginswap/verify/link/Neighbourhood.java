package dev.pluginswap.verify.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of a plugin through which code may come to where the issues are: those that have
 * them, those that name one of these or a supertype of one, and so on. Who is looking for ways from
 * outside to the issues need not look at the code of any other.
 */
final class Neighbourhood {

  private final Check check;

  /** The plugin's classes by the internal name of what they name. */
  private final Map<String, List<PluginClass>> namers = new HashMap<>();

  private final Set<PluginClass> near = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private Neighbourhood(Check check) {
    this.check = check;
    for (PluginClass type : check.plugin.classes().values()) {
      type.mentions().forEachType(name -> add(name, type));
      type.mentions().names().forEach(name -> add(Names.internal(name), type));
    }
  }

  private void add(String name, PluginClass namer) {
    if (check.plugin.classes().containsKey(name)) {
      namers.computeIfAbsent(name, any -> new ArrayList<>(4)).add(namer);
    }
  }

  /** The neighbourhood of the issues that were found so far. */
  static Set<PluginClass> of(Check check) {
    if (check.issues().isEmpty()) {
      return Set.of();
    }
    Neighbourhood neighbourhood = new Neighbourhood(check);
    Set<String> called = new HashSet<>();
    for (Issue issue : check.issues()) {
      neighbourhood.add(issue.user());
      if (issue.moment() instanceof Issue.Moment.Call call) {
        called.add(call.key());
      }
    }
    neighbourhood.addCallers(called);
    while (!neighbourhood.open.isEmpty()) {
      neighbourhood.namers.getOrDefault(neighbourhood.open.pop(), List.of()).stream()
          .forEach(neighbourhood::add);
    }
    return neighbourhood.near;
  }

  /** Who calls a method by an interface that is not the plugin's comes to every implementation. */
  private void addCallers(Set<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    for (PluginClass type : check.plugin.classes().values()) {
      if (type.mentions().members().stream().anyMatch(ref -> keys.contains(ref.key()))) {
        add(type);
      }
    }
  }

  private void add(PluginClass type) {
    if (near.add(type)) {
      check.hierarchy.classes(type.model()).forEach(this::addName);
      check.hierarchy.interfaces(type.model()).forEach(this::addName);
    }
  }

  private void addName(ClassModel type) {
    if (type.origin().isPlugin() && named.add(type.name())) {
      open.add(type.name());
    }
  }
}
