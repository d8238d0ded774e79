package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a class of others keeps for a class value is dropped, if it is the plugin's or if nobody but
 * the plugin can reach the class value. It is computed again when somebody asks.
 */
final class ClassValues implements EdgeRepair {

  private static final String ENTRY = "java.lang.ClassValue$Entry";

  @Override
  public String name() {
    return "class-values";
  }

  @Override
  public String meaning() {
    return "values of the plugin, or for its class values, that other classes keep are dropped";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> step.isField(ENTRY, "value"));
    int on = edge.lastOf(step -> step.isField("java.lang.Class", "classValueMap"));
    if (by < 0 || on < 0) {
      return null;
    }
    boolean isThePlugins = Jdk.leadsToThePluginAlone(edge, by, departed);
    Object entry = edge.holder(by);
    if (!drop(edge.reached(on), entry, isThePlugins, walk)) {
      return null;
    }
    return "dropped the class value %s of %s"
        .formatted(Names.of(edge.reached(by)), Names.of(edge.holder(on)));
  }

  /** Under the lock that the JDK takes, which is the map's. */
  private static boolean drop(Object map, Object entry, boolean isThePlugins, Walk walk)
      throws NoSuchFieldException {
    synchronized (map) {
      boolean mayGo = isThePlugins;
      boolean isMapped = false;
      Iterator<? extends Map.Entry<?, ?>> all = ((Map<?, ?>) map).entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<?, ?> next = all.next();
        if (next.getValue() == entry) {
          isMapped = true;
          if (mayGo || !walk.isReachedFromOutside(Objects.requireNonNull(next.getKey()))) {
            mayGo = true;
            all.remove();
          }
        }
      }
      if (isMapped && !mayGo) {
        return false;
      }
      forget(map, entry);
      return true;
    }
  }

  /** Beside the map there is a cache, whose entries are looked at without the lock. */
  private static void forget(Object map, Object entry) throws NoSuchFieldException {
    Object[] cache = (Object[]) Objects.requireNonNull(Raw.read(map, "cacheArray"));
    Object dead = Raw.readStatic(entry.getClass(), "DEAD_ENTRY");
    for (int i = 0; i < cache.length; i++) {
      if (cache[i] == entry) {
        cache[i] = dead;
      }
    }
  }
}
