package dev.pluginswap.install;

import dev.pluginswap.api.SwapFigures;
import java.time.Duration;

/** Collects the {@link SwapFigures} of one plugin. Safe for use by any thread. */
final class Figures {

  private SwapFigures figures = SwapFigures.NONE;

  /** A generation has left the handles, with so many calls inside. */
  synchronized void swapped(long callsInside) {
    figures =
        new SwapFigures(
            figures.swaps() + 1,
            figures.takenBack(),
            callsInside,
            figures.lastDrain(),
            figures.longestDrain(),
            figures.longestWait());
  }

  synchronized void takenBack() {
    figures =
        new SwapFigures(
            figures.swaps(),
            figures.takenBack() + 1,
            figures.callsAtSwap(),
            figures.lastDrain(),
            figures.longestDrain(),
            figures.longestWait());
  }

  /** A retired generation was waited for so long. */
  synchronized void drained(Duration time) {
    figures =
        new SwapFigures(
            figures.swaps(),
            figures.takenBack(),
            figures.callsAtSwap(),
            time,
            time.compareTo(figures.longestDrain()) > 0 ? time : figures.longestDrain(),
            figures.longestWait());
  }

  /**
   * The figures of now.
   *
   * @param longestWait of calls at their handles, which the runtime knows
   */
  synchronized SwapFigures now(Duration longestWait) {
    return new SwapFigures(
        figures.swaps(),
        figures.takenBack(),
        figures.callsAtSwap(),
        figures.lastDrain(),
        figures.longestDrain(),
        longestWait);
  }
}
