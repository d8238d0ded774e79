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
 * @param pending what nothing refers to any more and cannot be deleted yet, such as a file that is
 *     open on Windows; in a dry run, what an earlier deletion left
 * @param problems what could not be deleted, and why; it is left to the next time
 */
public record GcReport(
    boolean dryRun, List<Collected> collected, List<Pending> pending, List<Problem> problems) {

  /** Copies the lists. */
  public GcReport {
    collected = List.copyOf(collected);
    pending = List.copyOf(pending);
    problems = List.copyOf(problems);
  }

  /**
   * One deleted version.
   *
   * @param plugin the plugin's name
   * @param digest the version's digest, 64 hex digits
   */
  public record Collected(String plugin, String digest) {}

  /**
   * Something that is still there.
   *
   * @param path relative to the plugins directory
   * @param why what kept it from being deleted; empty in a dry run
   */
  public record Pending(String path, String why) {}

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
    List<Map<String, Object>> left = new ArrayList<>();
    for (Pending path : pending) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("path", path.path());
      item.put("why", path.why());
      left.add(item);
    }
    map.put("pending", left);
    map.put("problems", problems.stream().map(Problem::toMap).toList());
    return map;
  }
}
