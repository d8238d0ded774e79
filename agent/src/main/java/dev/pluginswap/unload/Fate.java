package dev.pluginswap.unload;

import java.util.List;

/**
 * What has become of the class loader of an old generation.
 *
 * @param state how it is
 * @param repairs what was taken away, in order, a line each
 * @param holders who refers to it, a line each; empty unless it is {@link State#HELD}
 */
public record Fate(State state, List<String> repairs, List<String> holders) {

  /** How it is. */
  public enum State {
    /** No collection has told yet. */
    STOPPED,

    /** It is garbage, and gone. */
    COLLECTED,

    /** It has outlived a collection. */
    HELD
  }

  /** Copies the lists. */
  public Fate {
    repairs = List.copyOf(repairs);
    holders = List.copyOf(holders);
  }
}
