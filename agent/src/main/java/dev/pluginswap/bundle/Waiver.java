package dev.pluginswap.bundle;

import java.util.Objects;

/**
 * A statement of a plugin's author that what is missing in some packages is known and does no harm.
 *
 * @param packages the packages of the missing things
 * @param reason why it does no harm; never blank
 */
public record Waiver(PackagePattern packages, String reason) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the reason is blank
   */
  public Waiver {
    Objects.requireNonNull(packages, "packages");
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a waiver of %s without a reason".formatted(packages));
    }
  }
}
