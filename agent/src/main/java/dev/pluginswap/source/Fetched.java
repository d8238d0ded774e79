package dev.pluginswap.source;

import dev.pluginswap.bundle.Coordinates;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An artifact on this machine.
 *
 * @param artifact a file or a directory, by an absolute path
 * @param fileName its name where it came from
 * @param coordinates name and version of the plugin, where the source knows them; null otherwise
 */
public record Fetched(Path artifact, String fileName, @Nullable Coordinates coordinates) {

  /** Rejects nulls where the parameter does not allow them. */
  public Fetched {
    Objects.requireNonNull(artifact, "artifact");
    Objects.requireNonNull(fileName, "fileName");
  }
}
