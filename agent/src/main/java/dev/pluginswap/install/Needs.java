package dev.pluginswap.install;

import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.runtime.PluginRuntime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a version must provide to go live.
 *
 * @param required names of the service types that it must provide: those that its manifest lists,
 *     and those that the live generation provides and to which the workspace holds a handle. The
 *     latter not when forced
 * @param held the types of these handles
 * @param force whether the holders of handles may be left without a provider
 */
record Needs(Set<String> required, List<Class<?>> held, boolean force) {

  /** Copies the collections. */
  Needs {
    required = Set.copyOf(required);
    held = List.copyOf(held);
  }

  static Needs of(PluginRuntime runtime, String plugin, Manifest manifest, boolean force) {
    Set<String> required = new TreeSet<>(manifest.services());
    List<Class<?>> held = runtime.typesOfHandles(plugin);
    if (!force) {
      held.forEach(type -> required.add(type.getName()));
    }
    return new Needs(required, held, force);
  }
}
