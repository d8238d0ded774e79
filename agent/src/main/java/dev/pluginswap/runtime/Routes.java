package dev.pluginswap.runtime;

import dev.pluginswap.api.ServiceUnavailableException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which generation of each plugin is live, and so where each handle leads.
 *
 * <p>All routes are in one array that is made anew for each change and published by one write: the
 * handles of a plugin flip together, and a handle that any plugin may serve never sees a moment
 * between two of them. Routes are the only references from here to a generation, so a generation
 * that was switched away from is forgotten at once.
 */
final class Routes {

  /** Nanoseconds, monotonic. */
  private final LongSupplier nanoTime;

  /** The longest that a call waits at a closed gate for the next generation. */
  private final Duration longestWait;

  /** By plugin name. Guarded by this. */
  private final NavigableMap<String, Generation> live = new TreeMap<>();

  /** Names of all plugins that ever were live. Guarded by this. */
  private final NavigableSet<String> known = new TreeSet<>();

  /** By index; cleared where nobody holds the handle any more. Guarded by this. */
  private final List<WeakReference<HandleTarget>> targets = new ArrayList<>();

  /** By index of the target; never written into after it was published here. */
  private volatile @Nullable Route[] routes = new Route[0];

  Routes(LongSupplier nanoTime, Duration longestWait) {
    this.nanoTime = nanoTime;
    this.longestWait = longestWait;
  }

  @Nullable Route at(int index) {
    return routes[index];
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  Duration longestWait() {
    return longestWait;
  }

  synchronized @Nullable Generation live(String plugin) {
    return live.get(plugin);
  }

  /** The live generations by plugin name, as they are now. */
  synchronized List<Generation> live() {
    return List.copyOf(live.values());
  }

  /** Makes a generation the live one of its plugin; null for none. */
  synchronized void switchTo(String plugin, @Nullable Generation next) {
    known.add(plugin);
    if (next == null) {
      live.remove(plugin);
    } else {
      live.put(plugin, next);
    }
    publish();
  }

  /** Makes a way for a new handle. It ends when the target is garbage. */
  synchronized HandleTarget add(Class<?> type, @Nullable String plugin, @Nullable String provider) {
    int index = freeIndex();
    HandleTarget target = new HandleTarget(this, index, type, plugin, provider);
    WeakReference<HandleTarget> reference = new WeakReference<>(target);
    if (index == targets.size()) {
      targets.add(reference);
    } else {
      targets.set(index, reference);
    }
    publish();
    return target;
  }

  /** The types of the handles that lead to this plugin now and that any of its providers serves. */
  synchronized List<Class<?>> typesOfHandles(String plugin) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (int index = 0; index < targets.size(); index++) {
      HandleTarget target = targets.get(index).get();
      Route route = routes[index];
      if (target != null
          && target.provider() == null
          && route != null
          && route.generation().plugin().equals(plugin)) {
        types.add(target.type());
      }
    }
    return List.copyOf(types);
  }

  /** What the caller of a handle is told that leads nowhere; null when it leads somewhere now. */
  synchronized @Nullable ServiceUnavailableException unavailable(HandleTarget target, int index) {
    if (routes[index] != null) {
      return null;
    }
    StringBuilder message = new StringBuilder("no live version of ");
    message
        .append(target.plugin() == null ? "any plugin" : "plugin " + target.plugin())
        .append(" provides ")
        .append(target.typeName());
    if (target.provider() != null) {
      message.append(" through ").append(target.provider());
    }
    message.append("; plugins known: ").append(known.isEmpty() ? "none" : knownPlugins());
    live.values().stream()
        .filter(generation -> generation.services().contains(target.typeName()))
        .filter(generation -> target.provider() == null)
        .filter(
            generation -> target.plugin() == null || target.plugin().equals(generation.plugin()))
        .findFirst()
        .ifPresent(
            generation ->
                message
                    .append("; ")
                    .append(generation.label())
                    .append(
                        " provides another class of that name: export its package from the"
                            + " workspace"));
    return new ServiceUnavailableException(message.toString());
  }

  private String knownPlugins() {
    List<String> labels = new ArrayList<>();
    for (String plugin : known) {
      Generation generation = live.get(plugin);
      labels.add(generation == null ? plugin + " (not live)" : generation.label());
    }
    return String.join(", ", labels);
  }

  private int freeIndex() {
    for (int index = 0; index < targets.size(); index++) {
      if (targets.get(index).refersTo(null)) {
        return index;
      }
    }
    return targets.size();
  }

  private void publish() {
    @Nullable Route[] next = new Route[targets.size()];
    for (int index = 0; index < next.length; index++) {
      HandleTarget target = targets.get(index).get();
      next[index] = target == null ? null : routeOf(target);
    }
    routes = next;
  }

  private @Nullable Route routeOf(HandleTarget target) {
    if (target.plugin() != null) {
      Generation generation = live.get(target.plugin());
      return generation == null ? null : generation.route(target.type(), target.provider());
    }
    for (Generation generation : live.values()) {
      Route route = generation.route(target.type(), target.provider());
      if (route != null) {
        return route;
      }
    }
    return null;
  }
}
