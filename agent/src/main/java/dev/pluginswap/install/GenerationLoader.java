package dev.pluginswap.install;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.runtime.HookFailedException;
import dev.pluginswap.runtime.LoadRequest;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.store.Lease;
import dev.pluginswap.store.PluginStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Loads a version from its version directory, which is leased until the generation is closed. */
record GenerationLoader(PluginStore store, PluginRuntime runtime) {

  /**
   * Loads; nothing is started.
   *
   * @param number the generation's
   */
  Generation load(Bundle bundle, long number, Duration hookTimeout, Set<String> requiredServices)
      throws IOException, HookFailedException {
    String plugin = bundle.manifest().name();
    Lease lease = store.lease(plugin, bundle.digest());
    boolean loaded = false;
    try {
      Generation generation =
          runtime.load(
              new LoadRequest(
                  bundle,
                  number,
                  store.dataDirectory(plugin),
                  Configuration.read(store.configuration(plugin)),
                  hookTimeout,
                  requiredServices,
                  lease::close));
      loaded = true;
      return generation;
    } finally {
      if (!loaded) {
        lease.close();
      }
    }
  }
}
