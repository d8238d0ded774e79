package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an install says that it must get: the SHA-256 of the archive as fetched, or the digest of
 * the bundle, which does not depend on how it is packed.
 */
final class Pin {

  private Pin() {}

  /**
   * Holds a bundle against a pin.
   *
   * @param pin 64 lower-case hex digits
   * @param archive the hash of the archive; null for a directory, which has none
   * @return what is wrong; empty if nothing is
   */
  static Optional<Problem> mismatch(
      String pin, @Nullable Digest archive, Digest bundle, String source) {
    if (bundle.hex().equals(pin) || (archive != null && archive.hex().equals(pin))) {
      return Optional.empty();
    }
    String has =
        archive == null
            ? "its digest is %s (a directory has no hash of an archive)".formatted(bundle)
            : "the archive has %s, and its digest is %s".formatted(archive, bundle);
    return Optional.of(
        Problem.error(
            "pin-mismatch",
            source,
            "this is not what was to be installed: the pin is sha256 %s, but %s"
                .formatted(pin, has),
            "find out why it has changed before you install it; if it is right, pin what it is now"));
  }
}
