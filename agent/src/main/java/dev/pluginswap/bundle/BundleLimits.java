package dev.pluginswap.bundle;

/**
 * How large a bundle may be.
 *
 * @param maxBytes of all files, unpacked; a jar counts with its own size
 * @param maxFiles files and directories; what is inside a jar does not count
 */
public record BundleLimits(long maxBytes, int maxFiles) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public BundleLimits {
    if (maxBytes <= 0 || maxFiles <= 0) {
      throw new IllegalArgumentException(
          "limits must be positive, but are %d bytes and %d files".formatted(maxBytes, maxFiles));
    }
  }
}
