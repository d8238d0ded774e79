package dev.pluginswap.bundle;

import java.util.Optional;

/**
 * One file of a bundle.
 *
 * @param path relative to the bundle's root, separated by {@code /}
 * @param size in bytes
 * @param sha256 of its content, 64 lower-case hex digits
 */
public record FileEntry(String path, long size, String sha256) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the path may not be in a bundle, the size is negative or
   *     the hash is not one
   */
  public FileEntry {
    Optional<PathFlaw> flaw = PathFlaw.of(path);
    if (flaw.isPresent()) {
      throw new IllegalArgumentException(
          "'%s' is not the path of a file in a bundle: %s".formatted(path, flaw.get().what()));
    }
    if (size < 0) {
      throw new IllegalArgumentException("'%s' has a negative size: %d".formatted(path, size));
    }
    if (!Digest.isHex(sha256)) {
      throw new IllegalArgumentException(
          "'%s' has a hash that is not 64 lower-case hex digits: '%s'".formatted(path, sha256));
    }
  }

  /** One line of the canonical text, with its line feed. The path is last: it may hold spaces. */
  String line() {
    return sha256 + ' ' + size + ' ' + path + '\n';
  }
}
