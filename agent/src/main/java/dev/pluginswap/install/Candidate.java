package dev.pluginswap.install;

import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Digest;
import java.util.Set;

/**
 * The version that is to go live: validated, and in its version directory.
 *
 * @param bundle the bundle, at its version directory's real path
 * @param source where it came from, for the {@code .complete} marker
 * @param requiredServices names of the services without which it must not go live
 */
record Candidate(Bundle bundle, String source, Set<String> requiredServices) {

  Digest digest() {
    return bundle.digest();
  }

  String version() {
    return bundle.manifest().version();
  }
}
