package dev.pluginswap.verify.link;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a plugin brings.
 *
 * @param name of the plugin
 * @param version of the plugin
 * @param classPath its jars and directories, in the order in which its loader searches them
 * @param libraries directories in which its loader finds native libraries
 * @param entryPoints binary names of classes that are loaded from outside, besides the providers of
 *     its {@code META-INF/services}: its entry class, classes with unload methods
 * @param requiredServices binary names of the service types without which it must not go live
 */
public record PluginClasses(
    String name,
    String version,
    List<Path> classPath,
    List<Path> libraries,
    Set<String> entryPoints,
    Set<String> requiredServices) {

  /** Copies the collections. */
  public PluginClasses {
    classPath = List.copyOf(classPath);
    libraries = List.copyOf(libraries);
    entryPoints = Set.copyOf(entryPoints);
    requiredServices = Set.copyOf(requiredServices);
  }
}
