package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;

/** PF4J with its own plugin manager for jars: an update is stop, unload, load and start. */
final class Pf4jManager implements Framework {

  private final PluginManager manager;

  /** As PF4J calls the plugin; null before the first update. */
  private @Nullable String id;

  /**
   * Starts without a plugin.
   *
   * @param scratch its plugins directory, which stays empty
   */
  Pf4jManager(Path scratch) {
    manager = new JarPluginManager(scratch);
  }

  @Override
  public @Nullable Service lookup() {
    List<Service> extensions = manager.getExtensions(Service.class);
    return extensions.isEmpty() ? null : extensions.get(0);
  }

  /** Without the question whether there is one, as in {@code getExtensions(type).get(0)}. */
  Service first() {
    return manager.getExtensions(Service.class).get(0);
  }

  @Override
  public void update(Path bundle) {
    if (id != null) {
      manager.stopPlugin(id);
      if (!manager.unloadPlugin(id)) {
        throw new IllegalStateException("PF4J does not unload " + id);
      }
    }
    id = manager.loadPlugin(bundle);
    PluginState state = manager.startPlugin(id);
    if (state != PluginState.STARTED) {
      throw new IllegalStateException("PF4J does not start " + bundle + ", it is " + state);
    }
  }

  @Override
  public void close() {
    // Not stopPlugins(), which fails when the plugin is not the one that it began with.
    if (id != null) {
      manager.stopPlugin(id);
      manager.unloadPlugin(id);
    }
  }
}
