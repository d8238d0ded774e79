package dev.pluginswap.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a plugin, at one instant.
 *
 * @param name its name
 * @param state what it is doing
 * @param live the version that is live; null when none is
 * @param generation the number of the live generation; 0 when none is live
 * @param since when that generation went live in this JVM; null when none is live
 * @param services names of the service types it provides, sorted
 * @param callsInFlight calls that are inside the live generation right now
 * @param draining generations that are retired but still have calls inside, oldest first, as {@code
 *     greeter@1.2.0#7}
 * @param previous the version that {@link PluginSwap#rollback} would bring back; null when there is
 *     none
 * @param retained all versions that are kept on disk besides the live one, newest first
 * @param problems what is wrong with it; empty when nothing is
 * @param figures what its swaps were like for its callers
 * @param generations the live one and those before it, newest first: all that may still be in
 *     memory, and the last few that are not
 */
public record PluginStatus(
    String name,
    PluginState state,
    @Nullable VersionRef live,
    long generation,
    @Nullable Instant since,
    List<String> services,
    long callsInFlight,
    List<String> draining,
    @Nullable VersionRef previous,
    List<VersionRef> retained,
    List<Problem> problems,
    SwapFigures figures,
    List<GenerationStatus> generations) {

  /** Rejects nulls where the parameter does not allow them, and copies the lists. */
  public PluginStatus {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    services = List.copyOf(services);
    draining = List.copyOf(draining);
    retained = List.copyOf(retained);
    problems = List.copyOf(problems);
    Objects.requireNonNull(figures, "figures");
    generations = List.copyOf(generations);
  }

  /** How many generations are {@link GenerationState#HELD}: each costs memory. */
  public long heldGenerations() {
    return generations.stream().filter(each -> each.state() == GenerationState.HELD).count();
  }

  /** This status in JDK types, names as in the record, {@code since} as ISO-8601. */
  public Map<String, Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("state", state.name());
    map.put("live", live == null ? null : live.toMap());
    map.put("generation", generation);
    map.put("since", since == null ? null : since.toString());
    map.put("services", services);
    map.put("callsInFlight", callsInFlight);
    map.put("draining", draining);
    map.put("previous", previous == null ? null : previous.toMap());
    map.put("retained", retained.stream().map(VersionRef::toMap).toList());
    map.put("problems", problems.stream().map(Problem::toMap).toList());
    map.put("figures", figures.toMap());
    map.put("heldGenerations", heldGenerations());
    map.put("generations", generations.stream().map(GenerationStatus::toMap).toList());
    return Maps.withNulls(map);
  }

  /** The opposite of {@link #toMap()}. */
  public static PluginStatus ofMap(Map<?, ?> map) {
    Map<?, ?> live = Maps.mapOrNull(map, "live");
    Map<?, ?> previous = Maps.mapOrNull(map, "previous");
    String since = Maps.stringOrNull(map, "since");
    return new PluginStatus(
        Maps.string(map, "name"),
        PluginState.valueOf(Maps.string(map, "state")),
        live == null ? null : VersionRef.ofMap(live),
        Maps.number(map, "generation"),
        since == null ? null : Instant.parse(since),
        Maps.strings(map, "services"),
        Maps.number(map, "callsInFlight"),
        Maps.strings(map, "draining"),
        previous == null ? null : VersionRef.ofMap(previous),
        Maps.maps(map, "retained").stream().map(VersionRef::ofMap).toList(),
        Maps.maps(map, "problems").stream().map(Problem::ofMap).toList(),
        SwapFigures.ofMap(Objects.requireNonNull(Maps.mapOrNull(map, "figures"), "figures")),
        Maps.maps(map, "generations").stream().map(GenerationStatus::ofMap).toList());
  }
}
