package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.Deadline;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What to fetch.
 *
 * @param source as the operator wrote it
 * @param scratch an empty directory for what has to be downloaded; it is deleted after unpacking
 * @param limits on the bundle; a download that must be larger need not be finished
 * @param deadline for the fetch as a whole
 */
public record FetchRequest(String source, Path scratch, BundleLimits limits, Deadline deadline) {

  /** Rejects nulls. */
  public FetchRequest {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(scratch, "scratch");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(deadline, "deadline");
  }
}
