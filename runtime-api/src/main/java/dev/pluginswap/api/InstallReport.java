package dev.pluginswap.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation on a plugin did: install, verify, reload, rollback and remove all answer with
 * one.
 *
 * @param operation {@code install}, {@code verify}, {@code reload}, {@code rollback} or {@code
 *     remove}
 * @param outcome how it ended
 * @param plugin the plugin's name; null when the bundle was refused before its name was known
 * @param version the version that the operation was about, live now if the outcome is {@link
 *     Outcome#COMMITTED}; null when it was refused before its version was known
 * @param digest that version's digest, 64 lower-case hex digits; null when it is not known
 * @param signer whose signature on the bundle was found to be trusted; null when it has none, or
 *     signatures are not looked at
 * @param generation the number of the generation that is live now; 0 when none is
 * @param previous the version that was live when the operation began; null when none was
 * @param phases the steps that ran, in order, with their durations
 * @param problems everything found, errors first; for {@link Outcome#COMMITTED} only warnings
 */
public record InstallReport(
    String operation,
    Outcome outcome,
    @Nullable String plugin,
    @Nullable String version,
    @Nullable String digest,
    @Nullable String signer,
    long generation,
    @Nullable VersionRef previous,
    List<Phase> phases,
    List<Problem> problems) {

  /** Rejects nulls where the parameter does not allow them, and copies the lists. */
  public InstallReport {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(outcome, "outcome");
    phases = List.copyOf(phases);
    problems = List.copyOf(problems);
  }

  /** Whether the workspace is as the caller wanted it: committed, or so already. */
  public boolean isSuccess() {
    return outcome == Outcome.COMMITTED || outcome == Outcome.UNCHANGED;
  }

  /**
   * This report in JDK types (strings, longs, lists and maps, nulls included), names as in the
   * record: what {@code --json} prints.
   */
  public Map<String, Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("operation", operation);
    map.put("outcome", outcome.name());
    map.put("plugin", plugin);
    map.put("version", version);
    map.put("digest", digest);
    map.put("signer", signer);
    map.put("generation", generation);
    map.put("previous", previous == null ? null : previous.toMap());
    map.put("phases", phases.stream().map(Phase::toMap).toList());
    map.put("problems", problems.stream().map(Problem::toMap).toList());
    return Maps.withNulls(map);
  }

  /** The opposite of {@link #toMap()}. */
  public static InstallReport ofMap(Map<?, ?> map) {
    Map<?, ?> previous = Maps.mapOrNull(map, "previous");
    return new InstallReport(
        Maps.string(map, "operation"),
        Outcome.valueOf(Maps.string(map, "outcome")),
        Maps.stringOrNull(map, "plugin"),
        Maps.stringOrNull(map, "version"),
        Maps.stringOrNull(map, "digest"),
        Maps.stringOrNull(map, "signer"),
        Maps.number(map, "generation"),
        previous == null ? null : VersionRef.ofMap(previous),
        Maps.maps(map, "phases").stream().map(Phase::ofMap).toList(),
        Maps.maps(map, "problems").stream().map(Problem::ofMap).toList());
  }
}
