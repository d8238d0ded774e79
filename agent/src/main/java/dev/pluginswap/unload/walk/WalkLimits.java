package dev.pluginswap.unload.walk;

import java.time.Duration;

/**
 * How far a walk goes.
 *
 * @param time it may take; of one processor, all the while
 * @param objects it may meet; each costs up to 28 bytes while it runs
 */
public record WalkLimits(Duration time, int objects) {

  /** Five seconds, and four million objects: less than a hundred megabytes. */
  public static final WalkLimits DEFAULTS = new WalkLimits(Duration.ofSeconds(5), 4_000_000);
}
