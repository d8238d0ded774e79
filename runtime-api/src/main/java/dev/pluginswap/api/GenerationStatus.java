package dev.pluginswap.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One generation of a plugin: the live one, or what has become of one before it.
 *
 * @param number its number
 * @param label for persons: {@code greeter@1.2.0#7}
 * @param state what it is doing
 * @param repairs what was taken away for it to be collected, a line each: {@code took
 *     com.acme.Driver out of DriverManager}
 * @param holders who refers to it, a line each: {@code static com.acme.Registry.listeners →
 *     ArrayList[3] → com.acme.greeter.Impl}; empty unless it is {@link GenerationState#HELD}
 */
public record GenerationStatus(
    long number, String label, GenerationState state, List<String> repairs, List<String> holders) {

  /** Rejects nulls, and copies the lists. */
  public GenerationStatus {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(state, "state");
    repairs = List.copyOf(repairs);
    holders = List.copyOf(holders);
  }

  /** This status in JDK types, names as in the record. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", number);
    map.put("label", label);
    map.put("state", state.name());
    map.put("repairs", repairs);
    map.put("holders", holders);
    return map;
  }

  /** The opposite of {@link #toMap()}. */
  public static GenerationStatus ofMap(Map<?, ?> map) {
    return new GenerationStatus(
        Maps.number(map, "number"),
        Maps.string(map, "label"),
        GenerationState.valueOf(Maps.string(map, "state")),
        Maps.strings(map, "repairs"),
        Maps.strings(map, "holders"));
  }
}
