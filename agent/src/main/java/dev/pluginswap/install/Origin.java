package dev.pluginswap.install;

import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.source.FetchProgress;
import dev.pluginswap.source.FetchRequest;
import dev.pluginswap.source.Fetched;
import dev.pluginswap.source.KnownArchives;
import dev.pluginswap.source.Redacted;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the bundle of an install comes from.
 *
 * @param source as a person gave it, without anything secret
 * @param fetching how to get hold of it
 * @param course how it goes live
 */
record Origin(String source, Fetching fetching, Course course) {

  /** Gets hold of an artifact; may use a directory for downloads. */
  interface Fetching {
    Fetched fetch(Path scratch, Deadline deadline, FetchProgress progress, KnownArchives known)
        throws IOException, BundleRefusedException;
  }

  static Origin of(InstallRequest request, Parts parts) {
    return new Origin(
        Redacted.of(request.source()),
        (scratch, deadline, progress, known) ->
            parts
                .sources()
                .fetch(
                    new FetchRequest(
                        request.source(),
                        scratch,
                        parts.settings().limits(),
                        deadline,
                        progress,
                        known)),
        Course.SWAP);
  }
}
