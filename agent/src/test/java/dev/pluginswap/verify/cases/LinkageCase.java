package dev.pluginswap.verify.cases;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One way to break a plugin, or not to: a host in two versions, and a plugin that was compiled
 * against the first and meets the second.
 *
 * @param name unique among all cases; of letters, digits and hyphens
 * @param group the file it is written in
 * @param expect what its author expects: the simple name of an error, or {@code none}; for readers,
 *     the oracle decides
 * @param policy the error for which the plugin is refused although it would run; null almost always
 * @param services what the plugin's manifest lists under {@code services}
 * @param hostV1 sources by class name
 * @param hostV2 sources by class name
 * @param plugin sources by class name
 * @param versioned sources of the multi-release entries: by Java version, then by class name
 * @param resources text files of the plugin's jar by their path
 * @param edits what is done to class files after compiling, in this order
 */
record LinkageCase(
    String name,
    String group,
    String expect,
    String policy,
    List<String> services,
    Map<String, String> hostV1,
    Map<String, String> hostV2,
    Map<String, String> plugin,
    Map<Integer, Map<String, String>> versioned,
    Map<String, String> resources,
    List<ClassEdit> edits) {

  /** What the workspace of every case exports. */
  static final String EXPORTS = "com.acme.api.*";

  /** What every case runs: a {@link java.util.concurrent.Callable} of the plugin. */
  static final String MAIN = "plugin.Main";

  LinkageCase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expect, () -> name + " has no line 'expect:'");
    services = List.copyOf(services);
    hostV1 = Map.copyOf(hostV1);
    hostV2 = Map.copyOf(hostV2);
    plugin = Map.copyOf(plugin);
    versioned = Map.copyOf(versioned);
    resources = Map.copyOf(resources);
    edits = List.copyOf(edits);
  }

  @Override
  public String toString() {
    return group + "/" + name;
  }
}
