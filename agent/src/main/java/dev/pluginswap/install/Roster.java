package dev.pluginswap.install;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that this JVM has had to do with. Entries are never removed: a lock must stay the
 * same.
 */
final class Roster {

  private final ConcurrentMap<String, PluginEntry> entries = new ConcurrentHashMap<>();

  PluginEntry entry(String plugin) {
    return entries.computeIfAbsent(plugin, PluginEntry::new);
  }

  @Nullable PluginEntry find(String plugin) {
    return entries.get(plugin);
  }

  Collection<PluginEntry> all() {
    return entries.values();
  }
}
