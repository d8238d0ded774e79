package dev.pluginswap.store;

import java.time.Duration;

/**
 * How long versions are kept that are not live. Never shorter than somebody needs them: the
 * previous version of a live plugin and a version that runs in any JVM stay whatever this says.
 *
 * @param age how long after it stopped being live a version is kept
 * @param count how many versions of a plugin are kept beside the live one, the last ones that were
 *     live; at least 1
 */
public record Retention(Duration age, int count) {

  /** Rejects what would keep nothing. */
  public Retention {
    if (age.isNegative()) {
      throw new IllegalArgumentException("a version cannot be kept for " + age);
    }
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 version is kept, not " + count);
    }
  }
}
