package com.acme.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the workspace offers to its plugins: the time. */
public final class Clock {

  private Clock() {}

  /** The date, in UTC. */
  public static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /**
   * The time.
   *
   * @since 2.1
   */
  public static Instant now() {
    return Instant.now();
  }
}
