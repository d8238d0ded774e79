package dev.pluginswap.bundle;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A statement of a plugin's author that what is missing in some packages is known and does no harm.
 *
 * @param packages the packages of the missing things
 * @param reason why it does no harm; has a letter or digit at least
 */
public record Waiver(PackagePattern packages, String reason) {

  private static final Pattern SAYS_SOMETHING = Pattern.compile("[A-Za-z0-9]|[^\\x00-\\x7F]");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the reason says nothing
   */
  public Waiver {
    Objects.requireNonNull(packages, "packages");
    if (!isReason(reason)) {
      throw new IllegalArgumentException(
          "a waiver of %s without a reason".formatted(packages.text()));
    }
  }

  static boolean isReason(String text) {
    return SAYS_SOMETHING.matcher(text).find();
  }
}
