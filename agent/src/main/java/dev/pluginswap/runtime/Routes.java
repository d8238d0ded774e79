package dev.pluginswap.runtime;

import dev.pluginswap.api.ServiceUnavailableException;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which generation of each plugin is live, and so where each handle leads.
 *
 * <p>A change is planned first: all new bridges are made, which may fail, and then nothing has
 * changed. Only then the call sites are set, one after the other. Routes are the only references
 * from here to a generation, so a generation that was switched away from is forgotten at once.
 */
final class Routes {

  /** Nanoseconds, monotonic. */
  private final LongSupplier nanoTime;

  /** The longest that a call waits at a retired generation for the next one. */
  private final Duration longestWait;

  /** Not a monitor: virtual threads that wait for one pin their carriers before JDK 24. */
  private final ReentrantLock lock = new ReentrantLock(); // guards all below

  /** The live generations by plugin name; null for plugins that were live once. */
  private final NavigableMap<String, @Nullable Generation> plugins = new TreeMap<>();

  /** What calls wait for, by the name of the plugin whose live generation is retired. */
  private final Map<String, CountDownLatch> retired = new HashMap<>();

  /** The longest waits of calls so far, by plugin name. */
  private final Map<String, Duration> waits = new HashMap<>();

  /** Cleared where nobody holds the handle any more. */
  private final List<WeakReference<HandleTarget>> targets = new ArrayList<>();

  Routes(LongSupplier nanoTime, Duration longestWait) {
    this.nanoTime = nanoTime;
    this.longestWait = longestWait;
  }

  @Nullable Generation live(String plugin) {
    lock.lock();
    try {
      return plugins.get(plugin);
    } finally {
      lock.unlock();
    }
  }

  /** The live generations by plugin name, as they are now. */
  List<Generation> live() {
    lock.lock();
    try {
      return liveOf(plugins);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a generation the live one of its plugin; null for none.
   *
   * @throws IllegalArgumentException if there is a handle that cannot lead there, see {@link
   *     Route#of}; nothing has changed then
   */
  void switchTo(String plugin, @Nullable Generation next) {
    lock.lock();
    try {
      NavigableMap<String, @Nullable Generation> after = new TreeMap<>(plugins);
      after.put(plugin, next);
      Map<HandleTarget, @Nullable Route> plan = plan(after);
      plugins.put(plugin, next);
      CountDownLatch waiting = retired.remove(plugin);
      if (next != null && next.isRetired()) {
        retired.put(plugin, new CountDownLatch(1));
      }
      apply(plan);
      letGo(waiting);
    } finally {
      lock.unlock();
    }
  }

  /** Has new calls wait if the generation is live, and counts no virtual thread in any more. */
  void retire(Generation generation) {
    lock.lock();
    try {
      String plugin = generation.plugin();
      if (plugins.get(plugin) == generation
          && retired.putIfAbsent(plugin, new CountDownLatch(1)) == null) {
        apply(plan(plugins));
      }
      generation.gate().close();
    } finally {
      lock.unlock();
    }
  }

  /** Undoes {@link #retire}. */
  void reopen(Generation generation) {
    lock.lock();
    try {
      generation.gate().open();
      if (plugins.get(generation.plugin()) == generation) {
        CountDownLatch waiting = retired.remove(generation.plugin());
        apply(plan(plugins));
        letGo(waiting);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void letGo(@Nullable CountDownLatch waiting) {
    if (waiting != null) {
      waiting.countDown();
    }
  }

  /** Leads a new handle, for as long as it lives. */
  void add(HandleTarget target) {
    lock.lock();
    try {
      targets.removeIf(reference -> reference.refersTo(null));
      targets.add(new WeakReference<>(target));
      apply(plan(plugins));
    } finally {
      lock.unlock();
    }
  }

  /** See {@link HandleTarget#await}. */
  @Nullable Object await(HandleTarget target) {
    long began = 0;
    boolean interrupted = false;
    try {
      for (int look = 0; ; look++) {
        Route route;
        CountDownLatch over;
        lock.lock();
        try {
          route = target.route();
          if (route == null) {
            throw new ServiceUnavailableException(Nowhere.describe(target, plugins));
          }
          over = retired.get(route.generation().plugin());
          if (look > 0) {
            noteWait(route.generation().plugin(), Duration.ofNanos(nanoTime.getAsLong() - began));
          }
        } finally {
          lock.unlock();
        }
        if (over == null) {
          return null;
        }
        if (look == 0) {
          if (OwnStack.callsInto(route.generation()) > 0) {
            return route.bridge();
          }
          began = nanoTime.getAsLong();
        }
        long left = began + longestWait.toNanos() - nanoTime.getAsLong();
        if (left <= 0) {
          throw new ServiceUnavailableException(
              "%s is being replaced and no other version of it took over within %d ms; %s was not called"
                  .formatted(
                      route.generation().label(), longestWait.toMillis(), target.typeName()));
        }
        try {
          over.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // is the caller's: kept until the call is made
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void noteWait(String plugin, Duration wait) {
    waits.merge(plugin, wait, (longest, next) -> next.compareTo(longest) > 0 ? next : longest);
  }

  /** The longest that a call has waited so far for another generation of this plugin. */
  Duration longestWait(String plugin) {
    lock.lock();
    try {
      return waits.getOrDefault(plugin, Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  /** The types of the handles that lead to this plugin now and that any of its providers serves. */
  List<Class<?>> typesOfHandles(String plugin) {
    lock.lock();
    try {
      Set<Class<?>> types = new LinkedHashSet<>();
      for (HandleTarget target : targets()) {
        Route route = target.route();
        if (target.provider() == null
            && route != null
            && route.generation().plugin().equals(plugin)) {
          types.add(target.type());
        }
      }
      return List.copyOf(types);
    } finally {
      lock.unlock();
    }
  }

  private List<HandleTarget> targets() {
    List<HandleTarget> living = new ArrayList<>();
    for (WeakReference<HandleTarget> reference : targets) {
      HandleTarget target = reference.get();
      if (target != null) {
        living.add(target);
      }
    }
    return living;
  }

  private static List<Generation> liveOf(Map<String, @Nullable Generation> plugins) {
    List<Generation> live = new ArrayList<>();
    for (Generation generation : plugins.values()) {
      if (generation != null) {
        live.add(generation);
      }
    }
    return live;
  }

  private Map<HandleTarget, @Nullable Route> plan(Map<String, @Nullable Generation> plugins) {
    Map<HandleTarget, @Nullable Route> plan = new LinkedHashMap<>();
    for (HandleTarget target : targets()) {
      plan.put(target, routeOf(target, plugins));
    }
    return plan;
  }

  private static @Nullable Route routeOf(
      HandleTarget target, Map<String, @Nullable Generation> plugins) {
    for (Generation generation : liveOf(plugins)) {
      if (target.plugin() == null || target.plugin().equals(generation.plugin())) {
        Object provider = generation.provider(target.type(), target.provider());
        if (provider != null) {
          Route now = target.route();
          return now != null && now.generation() == generation && now.provider() == provider
              ? now
              : Route.of(target, generation, provider);
        }
      }
    }
    return null;
  }

  private void apply(Map<HandleTarget, @Nullable Route> plan) {
    List<MutableCallSite> changed = new ArrayList<>();
    plan.forEach(
        (target, route) -> {
          boolean open = route != null && !retired.containsKey(route.generation().plugin());
          if (target.lead(route, open)) {
            changed.add(target.site());
          }
        });
    MutableCallSite.syncAll(changed.toArray(new MutableCallSite[0]));
    VarHandle.fullFence(); // whoever's stack is looked at from now on reads the new targets
  }
}
