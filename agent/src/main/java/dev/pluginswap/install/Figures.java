package dev.pluginswap.install;

import dev.pluginswap.api.SwapFigures;
import java.time.Duration;

/** Collects the {@link SwapFigures} of one plugin. Safe for use by any thread. */
final class Figures {

  private long swaps;
  private long takenBack;
  private long callsAtSwap;
  private Duration lastDrain = Duration.ZERO;
  private Duration longestDrain = Duration.ZERO;

  /** A generation has left the handles, with so many calls inside. */
  synchronized void swapped(long callsInside) {
    swaps++;
    callsAtSwap = callsInside;
  }

  synchronized void takenBack() {
    takenBack++;
  }

  /** A retired generation was waited for so long. */
  synchronized void drained(Duration time) {
    lastDrain = time;
    if (time.compareTo(longestDrain) > 0) {
      longestDrain = time;
    }
  }

  /**
   * The figures of now.
   *
   * @param longestWait of calls at their handles, which the runtime knows
   */
  synchronized SwapFigures now(Duration longestWait) {
    return new SwapFigures(swaps, takenBack, callsAtSwap, lastDrain, longestDrain, longestWait);
  }
}
