package dev.pluginswap.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256, in the form in which it names a version on disk.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(String hex) {

  private static final int LENGTH = 64;
  private static final int SHORT_LENGTH = 12;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hex digits
   */
  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException(
          "a digest is 64 lower-case hex digits, but this is '" + hex + "'");
    }
  }

  /** The SHA-256 of the bytes. */
  public static Digest ofBytes(byte[] bytes) {
    return of(sha256().digest(bytes));
  }

  /** The first 12 digits: enough for a person, not for a program. */
  public String shortForm() {
    return hex.substring(0, SHORT_LENGTH);
  }

  /** All 64 digits. */
  @Override
  public String toString() {
    return hex;
  }

  /** This hash of 32 bytes. */
  public static Digest of(byte[] hash) {
    return new Digest(HexFormat.of().formatHex(hash));
  }

  /** Whether this is the text of a digest. */
  public static boolean isHex(String hex) {
    if (hex.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) { // no pattern: it is asked of each file of each bundle
      char c = hex.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
    }
  }
}
