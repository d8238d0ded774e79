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
 * @param deadline for the fetch as a whole; also says whether it is still wanted
 * @param progress told how far it is, while something comes over a network
 * @param known which archives need not come again
 */
public record FetchRequest(
    String source,
    Path scratch,
    BundleLimits limits,
    Deadline deadline,
    FetchProgress progress,
    KnownArchives known) {

  /** Rejects nulls. */
  public FetchRequest {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(scratch, "scratch");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(known, "known");
  }

  /** A request whose progress interests nobody, and that fetches whatever there is. */
  public FetchRequest(String source, Path scratch, BundleLimits limits, Deadline deadline) {
    this(source, scratch, limits, deadline, FetchProgress.NONE, KnownArchives.NONE);
  }
}
