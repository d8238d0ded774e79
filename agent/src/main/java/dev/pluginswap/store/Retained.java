package dev.pluginswap.store;

import dev.pluginswap.bundle.Digest;
import java.time.Instant;
import java.util.Objects;

/**
 * A version that is kept but not live.
 *
 * @param digest which version
 * @param retiredAt when it stopped being live; its age counts from here
 */
public record Retained(Digest digest, Instant retiredAt) {

  /** Rejects nulls. */
  public Retained {
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(retiredAt, "retiredAt");
  }
}
