package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.source.Fetched;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * An artifact that nobody can exchange between the look at it and its use: an archive of somewhere
 * else is copied into the scratch directory, and hashed on the way.
 *
 * @param original what the source answered with
 * @param fetched the artifact, which is unpacked
 * @param archive the file; null for a directory, whose files are hashed while they are copied
 *     anyway
 * @param hash of the archive; null for a directory
 */
record Held(Path original, Fetched fetched, @Nullable Path archive, @Nullable Digest hash) {

  private static final int BUFFER = 1 << 16;

  /** The artifact where it lies; for those who do not look at the archive. */
  static Held asItIs(Fetched fetched) {
    return new Held(fetched.artifact(), fetched, null, null);
  }

  /**
   * Takes hold.
   *
   * @param scratch where downloads are; what is in there is nobody else's
   * @throws BundleRefusedException if it is larger than a bundle may be, or the deadline has passed
   * @throws IOException if it cannot be copied
   */
  static Held of(Fetched fetched, Path scratch, BundleLimits limits, Deadline deadline)
      throws IOException, BundleRefusedException {
    Path artifact = fetched.artifact();
    if (Files.isDirectory(artifact)) {
      return asItIs(fetched);
    }
    if (fetched.sha256() != null && artifact.startsWith(scratch)) {
      return new Held(artifact, fetched, artifact, new Digest(fetched.sha256()));
    }
    Path own = Files.createTempFile(scratch, "held", ".bundle");
    Digest hash = copy(artifact, own, limits, deadline);
    return new Held(
        artifact,
        new Fetched(
            own,
            fetched.fileName(),
            fetched.coordinates(),
            hash.hex(),
            fetched.origin(),
            fetched.form()),
        own,
        hash);
  }

  private static Digest copy(Path from, Path to, BundleLimits limits, Deadline deadline)
      throws IOException, BundleRefusedException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to)) {
      int n = in.read(buffer);
      while (n >= 0) {
        deadline.check();
        size += n;
        if (size > limits.maxBytes()) {
          throw new BundleRefusedException(
              Problem.error(
                  "bundle-too-large",
                  from.toString(),
                  "the archive has more than %d bytes".formatted(limits.maxBytes()),
                  "raise maxBundleBytes if that is right"));
        }
        sha256.update(buffer, 0, n);
        out.write(buffer, 0, n);
        n = in.read(buffer);
      }
    }
    return Digest.of(sha256.digest());
  }
}
