package dev.pluginswap.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the swaps of a plugin were like for its callers, since the agent started.
 *
 * @param swaps how often a generation went live in the place of another one
 * @param takenBack how often a swap was taken back
 * @param callsAtSwap calls that were inside the old generation at the last swap, roughly
 * @param lastDrain how long the last of them took, from the swap on; or until the drain timed out
 * @param longestDrain the longest of these times
 * @param longestWait the longest that any call has waited at its handle for the next generation, as
 *     calls do in an exclusive hand-over
 */
public record SwapFigures(
    long swaps,
    long takenBack,
    long callsAtSwap,
    Duration lastDrain,
    Duration longestDrain,
    Duration longestWait) {

  /** Of a plugin that was never swapped. */
  public static final SwapFigures NONE =
      new SwapFigures(0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Rejects nulls. */
  public SwapFigures {
    Objects.requireNonNull(lastDrain, "lastDrain");
    Objects.requireNonNull(longestDrain, "longestDrain");
    Objects.requireNonNull(longestWait, "longestWait");
  }

  /** These figures in JDK types, durations in whole microseconds. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("swaps", swaps);
    map.put("takenBack", takenBack);
    map.put("callsAtSwap", callsAtSwap);
    map.put("lastDrainMicros", lastDrain.toNanos() / 1_000);
    map.put("longestDrainMicros", longestDrain.toNanos() / 1_000);
    map.put("longestWaitMicros", longestWait.toNanos() / 1_000);
    return map;
  }

  /** The opposite of {@link #toMap()}, to the microsecond. */
  public static SwapFigures ofMap(Map<?, ?> map) {
    return new SwapFigures(
        Maps.number(map, "swaps"),
        Maps.number(map, "takenBack"),
        Maps.number(map, "callsAtSwap"),
        micros(map, "lastDrainMicros"),
        micros(map, "longestDrainMicros"),
        micros(map, "longestWaitMicros"));
  }

  private static Duration micros(Map<?, ?> map, String key) {
    return Duration.ofNanos(Maps.number(map, key) * 1_000);
  }
}
