package dev.pluginswap.api;

/** What became of the wish to cancel an install. */
public enum CancelOutcome {
  /** It ends now, with the problem {@code install-cancelled}; nothing live is touched. */
  CANCELLED,

  /** The swap has begun: it goes on to its end. */
  TOO_LATE,

  /** Nothing of that plugin, and nothing from that source, is being installed or verified. */
  NOTHING_UNDER_WAY
}
