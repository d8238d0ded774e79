package dev.pluginswap.install;

import dev.pluginswap.bundle.Delegation;
import java.nio.file.Path;
import java.util.List;

/**
 * A host that is not running, for {@link OfflineVerification}.
 *
 * @param classPath jars and directories that stand for the workspace
 * @param exports as the agent's option {@code exports}, one pattern each
 * @param workspaceFirst whether all of the workspace's classes come before the plugin's own, and
 *     not only those of exported packages; this agent's loaders never do that, others' may
 * @param linkage how strictly it is checked that the plugin's classes link
 */
public record HostDescription(
    List<Path> classPath, List<String> exports, boolean workspaceFirst, Linkage linkage) {

  /** Copies the lists. */
  public HostDescription {
    classPath = List.copyOf(classPath);
    exports = List.copyOf(exports);
  }

  Delegation.Order others() {
    return workspaceFirst ? Delegation.Order.WORKSPACE_FIRST : Delegation.Order.PLUGIN_FIRST;
  }
}
