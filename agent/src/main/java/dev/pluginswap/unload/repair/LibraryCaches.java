package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Walk;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the plugin are removed from the caches of Guava and Caffeine, and caches of Jackson
 * that know a class of the plugin are cleared by their own methods, since they have none for one
 * entry. A cache has to do without an entry at any time. By names alone: these libraries are the
 * workspace's, of whatever version.
 */
final class LibraryCaches implements EdgeRepair {

  private static final String JACKSON = "com.fasterxml.jackson.databind.";

  /** What clears a cache, by the cache's class; what is inside of another comes first. */
  private static final Map<String, String> CLEARED =
      Map.of(
          JACKSON + "ser.SerializerCache", "flush",
          JACKSON + "deser.DeserializerCache", "flushCachedDeserializers",
          JACKSON + "type.TypeFactory", "clearCache",
          JACKSON + "util.LookupCache", "clear",
          JACKSON + "util.LRUMap", "clear");

  @Override
  public String name() {
    return "library-caches";
  }

  @Override
  public String meaning() {
    return "the plugin's entries in caches of Guava and Caffeine, and caches of Jackson with such";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    for (int i = edge.path().size() - 1; i > 0; i--) {
      String said = repair(edge, i, departed);
      if (said != null) {
        return said;
      }
    }
    return null;
  }

  private static @Nullable String repair(Edge edge, int i, Departed departed) throws Exception {
    Object cache = edge.holder(i);
    if (Jdk.has(cache.getClass())) {
      return null;
    }
    if (Members.isA(cache, "com.google.common.cache.LocalCache")
        || Members.isA(cache, "com.github.benmanes.caffeine.cache.LocalCache")) {
      return Elements.remove(cache, departed::owns)
          ? "took %s out of the cache at %s".formatted(Names.of(edge.owned()), edge.where(i))
          : null;
    }
    if (edge.path().get(i).isField(JACKSON + "ObjectMapper", "_rootDeserializers")) {
      ((Map<?, ?>) edge.reached(i)).clear(); // what clearCaches does, from 2.19 on
      return "cleared %s with %s in it".formatted(edge.where(i + 1), Names.of(edge.owned()));
    }
    for (Map.Entry<String, String> clear : CLEARED.entrySet()) {
      if (Members.isA(cache, clear.getKey())) {
        Members.callPublic(cache, clear.getValue());
        return "cleared the %s at %s with %s in it"
            .formatted(cache.getClass().getSimpleName(), edge.where(i), Names.of(edge.owned()));
      }
    }
    return null;
  }
}
