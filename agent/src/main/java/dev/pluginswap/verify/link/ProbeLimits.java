package dev.pluginswap.verify.link;

import java.time.Duration;

/**
 * How much a probe may take.
 *
 * @param time after which no further class is asked for
 * @param classes how many classes of a plugin are loaded at most: what they take of the metaspace
 *     is free again only when the probe's loader is collected
 */
public record ProbeLimits(Duration time, int classes) {

  /** Enough for any plugin that was met so far. */
  public static final ProbeLimits DEFAULTS = new ProbeLimits(Duration.ofSeconds(20), 20_000);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if one of them is not positive
   */
  public ProbeLimits {
    if (time.isNegative() || time.isZero() || classes <= 0) {
      throw new IllegalArgumentException(
          "a probe of %s and %d classes sees nothing".formatted(time, classes));
    }
  }
}
