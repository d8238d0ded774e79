package dev.pluginswap.bundle;

import java.util.Objects;

/**
 * What the source of a bundle knows better than its file name; used where the bundle has no
 * manifest of its own.
 *
 * @param name of the plugin, such as a Maven artifactId
 * @param version of the plugin
 */
public record Coordinates(String name, String version) {

  /** Rejects nulls. */
  public Coordinates {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }
}
