package dev.pluginswap.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One step of a transaction that ran, and for how long.
 *
 * @param name lower-case name: {@code recover}, {@code fetch}, {@code stage}, {@code validate},
 *     {@code publish}, {@code snapshot}, {@code switch-directory}, {@code switch-loader}, {@code
 *     commit}, {@code roll-back}
 * @param duration how long it took, whether it succeeded or not
 */
public record Phase(String name, Duration duration) {

  /** Rejects nulls. */
  public Phase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(duration, "duration");
  }

  /** This phase in JDK types: {@code name} and {@code micros}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("micros", duration.toNanos() / 1_000);
    return map;
  }

  /** The opposite of {@link #toMap()}, to the microsecond. */
  public static Phase ofMap(Map<?, ?> map) {
    return new Phase(
        Maps.string(map, "name"), Duration.ofNanos(Maps.number(map, "micros") * 1_000));
  }
}
