package dev.pluginswap.manage;

import dev.pluginswap.api.SwapFigures;

/**
 * {@link SwapFigures} as JMX maps them to open types: the items are named as the keys of {@link
 * SwapFigures#toMap}.
 */
public final class FiguresView {

  private final SwapFigures figures;

  FiguresView(SwapFigures figures) {
    this.figures = figures;
  }

  /** How often a generation went live in the place of another one. */
  public long getSwaps() {
    return figures.swaps();
  }

  /** How often a swap was taken back. */
  public long getTakenBack() {
    return figures.takenBack();
  }

  /** Calls inside the old generation at the last swap. */
  public long getCallsAtSwap() {
    return figures.callsAtSwap();
  }

  /** How long the last of them took. */
  public long getLastDrainMicros() {
    return figures.lastDrain().toNanos() / 1_000;
  }

  /** The longest of these times. */
  public long getLongestDrainMicros() {
    return figures.longestDrain().toNanos() / 1_000;
  }

  /** The longest that a call has waited for the next generation. */
  public long getLongestWaitMicros() {
    return figures.longestWait().toNanos() / 1_000;
  }
}
