package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What came out of an artifact.
 *
 * @param manifest the bundle's own, or the one that was made for it
 * @param files all files that went into the sink
 * @param warnings what somebody should know, though the bundle was accepted
 */
public record Unpacked(Manifest manifest, FileList files, List<Problem> warnings) {

  /** Copies the list. */
  public Unpacked {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(files, "files");
    warnings = List.copyOf(warnings);
  }
}
