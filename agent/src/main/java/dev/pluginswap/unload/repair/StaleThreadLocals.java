package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What threads keep for a thread local that nobody but the plugin can reach is dropped, whatever it
 * is: a list or a map of the JDK as well. So it is where only such values refer to the thread local
 * itself. The entry becomes what it would be if the thread local had been collected, and is tidied
 * up by the JDK as such. A thread local of the application keeps its value, even where that leads
 * to the plugin.
 */
final class StaleThreadLocals implements EdgeRepair {

  private static final String ENTRY = "java.lang.ThreadLocal$ThreadLocalMap$Entry";

  @Override
  public String name() {
    return "stale-thread-locals";
  }

  @Override
  public String meaning() {
    return "values of thread locals that only the plugin can reach are dropped";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = valueIn(edge);
    if (by < 0) {
      return null;
    }
    Reference<?> entry = (Reference<?>) edge.holder(by);
    Object key = entry.get();
    if (key != null
        && walk.isReachedFromOutside(key)
        && walk.isHeldBesides(key, byValues(key, walk))) {
      return null;
    }
    FieldRef value = Raw.field(entry.getClass(), "value");
    Object dropped = edge.reached(by);
    entry.clear(); // first: the thread itself must not find the thread local without its value
    if (!value.replace(entry, dropped, null)) {
      return null;
    }
    return "dropped %s that %s kept for a thread local of the plugin"
        .formatted(Names.of(dropped), edge.where(Math.min(by, 1)));
  }

  /** The step from an entry to its value. */
  private static int valueIn(Edge edge) {
    return edge.lastOf(step -> step.isField(ENTRY, "value"));
  }

  /**
   * What is between the entries of a thread local, in all threads, and the plugin. What is kept for
   * one that is gone, as for this one in a moment, nobody can ask for.
   */
  private static List<Object> byValues(Object key, Walk walk) {
    List<Object> found = new ArrayList<>();
    for (Edge edge : walk.edges()) {
      int by = valueIn(edge);
      if (by >= 0 && isGoneOr(key, (Reference<?>) edge.holder(by))) {
        for (int i = by + 1; i < edge.path().size(); i++) {
          found.add(edge.holder(i));
        }
      }
    }
    return found;
  }

  private static boolean isGoneOr(Object key, Reference<?> entry) {
    Object of = entry.get();
    return of == null || of == key;
  }
}
