package dev.pluginswap.crash;

/**
 * How many subsets of pending effects are looked at.
 *
 * @param exhaustiveUpTo where there are no more than this, all of them
 * @param pairs where there are more: whether also all that differ from "everything stayed" or
 *     "everything was lost" in two effects, and all that differ from "everything up to here stayed"
 *     in one
 * @param sample and how many others, the same ones each time
 */
public record Effort(int exhaustiveUpTo, boolean pairs, int sample) {

  /** For what is looked at once. */
  public static final Effort THOROUGH = new Effort(1 << 10, true, 200);

  /** For what is looked at for each state of something else. */
  public static final Effort LIGHT = new Effort(1 << 4, false, 0);
}
