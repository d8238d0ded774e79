package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.EOFException;
import java.util.Locale;

/** An archive that does not hold what it says. */
final class Damage {

  private static final String CURE = "build or fetch the archive again";

  private Damage() {}

  static BundleRefusedException truncated(String where, String what) {
    return new BundleRefusedException(Problem.error("archive-truncated", where, what, CURE));
  }

  static BundleRefusedException damaged(String where, String what) {
    return new BundleRefusedException(Problem.error("archive-damaged", where, what, CURE));
  }

  static BundleRefusedException checksum(String where) {
    return new BundleRefusedException(
        Problem.error(
            "archive-checksum", where, "the content does not have the checksum it should", CURE));
  }

  /**
   * What the library that reads archives threw at it.
   *
   * @param cause an IOException, or any RuntimeException, which is what nonsense in headers gives
   */
  static BundleRefusedException of(String where, Exception cause) {
    String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    boolean end =
        cause instanceof EOFException || message.toLowerCase(Locale.ROOT).contains("truncated");
    return new BundleRefusedException(
        end
            ? Problem.error(
                "archive-truncated", where, "the archive ends in the middle of this", CURE)
            : Problem.error(
                "archive-damaged", where, "the archive cannot be read here: " + message, CURE),
        cause);
  }
}
