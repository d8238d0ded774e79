package dev.pluginswap.install;

import dev.pluginswap.bundle.Delegation;
import java.nio.file.Path;
import java.util.List;

/**
 * A host that is not running, for {@link OfflineVerification}.
 *
 * @param classPath jars and directories that stand for the workspace
 * @param exports as the agent's option {@code exports}, one pattern each
 * @param others who is asked first for classes that are neither the JDK's nor exported; in this
 *     agent's loaders always the plugin
 * @param linkage how strictly it is checked that the plugin's classes link
 */
public record HostDescription(
    List<Path> classPath, List<String> exports, Delegation.Order others, Linkage linkage) {

  /** Copies the lists. */
  public HostDescription {
    classPath = List.copyOf(classPath);
    exports = List.copyOf(exports);
  }
}
