package dev.pluginswap.runtime;

import dev.pluginswap.bundle.Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One load of one version.
 *
 * @param bundle what to load, by its real path
 * @param number the generation's number, never used before in this plugins directory
 * @param dataDirectory the plugin's own directory; exists
 * @param configuration the plugin's configuration, read for this generation
 * @param hookTimeout the longest that any one hook may take; positive
 * @param requiredServices names of the service types without whose every provider this version must
 *     not go live
 * @param afterClose run when the generation is closed, or could not be loaded, and nothing is read
 *     from its files any more; more than once does no harm
 */
public record LoadRequest(
    Bundle bundle,
    long number,
    Path dataDirectory,
    Map<String, String> configuration,
    Duration hookTimeout,
    Set<String> requiredServices,
    Runnable afterClose) {

  /** Copies the collections. */
  public LoadRequest {
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    if (hookTimeout.isNegative() || hookTimeout.isZero()) {
      throw new IllegalArgumentException("the hook timeout must be positive, not " + hookTimeout);
    }
    configuration = Map.copyOf(configuration);
    requiredServices = Set.copyOf(requiredServices);
  }

  /** The generation's name for persons, such as {@code greeter@1.2.0#7}. */
  String label() {
    return bundle.manifest().name() + '@' + bundle.manifest().version() + '#' + number;
  }
}
