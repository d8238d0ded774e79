package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a garbage collection of the plugins directory deleted.
 *
 * @param dryRun whether it only says what it would delete
 * @param collected the versions, by plugin name and then oldest first
 * @param problems what could not be deleted, and why; it is left to the next time
 */
public record GcReport(boolean dryRun, List<Collected> collected, List<Problem> problems) {

  /** Copies the lists. */
  public GcReport {
    collected = List.copyOf(collected);
    problems = List.copyOf(problems);
  }

  /**
   * One deleted version.
   *
   * @param plugin the plugin's name
   * @param digest the version's digest, 64 hex digits
   */
  public record Collected(String plugin, String digest) {}

  /** This report in JDK types, names as in the record. */
  public Map<String, Object> toMap() {
    List<Map<String, Object>> versions = new ArrayList<>();
    for (Collected version : collected) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("plugin", version.plugin());
      map.put("digest", version.digest());
      versions.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dryRun", dryRun);
    map.put("collected", versions);
    map.put("problems", problems.stream().map(Problem::toMap).toList());
    return map;
  }
}
