package dev.pluginswap.manage;

import dev.pluginswap.api.CancelOutcome;

/** A {@link CancelOutcome} as JMX maps it to open types. */
public final class CancelView {

  private final CancelOutcome outcome;

  CancelView(CancelOutcome outcome) {
    this.outcome = outcome;
  }

  /** CANCELLED, TOO_LATE or NOTHING_UNDER_WAY. */
  public String getOutcome() {
    return outcome.name();
  }

  /** The same for a person. */
  public String getMessage() {
    return switch (outcome) {
      case CANCELLED -> "cancelled; nothing was changed";
      case TOO_LATE -> "too late: the swap has begun, and goes on to its end";
      case NOTHING_UNDER_WAY -> "nothing of that plugin or source is being installed";
    };
  }
}
