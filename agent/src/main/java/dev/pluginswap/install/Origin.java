package dev.pluginswap.install;

import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.source.FetchRequest;
import dev.pluginswap.source.Fetched;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the bundle of an install comes from.
 *
 * @param source as a person gave it
 * @param fetching how to get hold of it
 * @param course how it goes live
 */
record Origin(String source, Fetching fetching, Course course) {

  /** Gets hold of an artifact; may use a directory for downloads. */
  interface Fetching {
    Fetched fetch(Path scratch, Deadline deadline) throws IOException, BundleRefusedException;
  }

  static Origin of(InstallRequest request, Parts parts) {
    return new Origin(
        request.source(),
        (scratch, deadline) ->
            parts
                .sources()
                .fetch(
                    new FetchRequest(
                        request.source(), scratch, parts.settings().limits(), deadline)),
        Course.SWAP);
  }
}
