package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.ServiceFiles;
import dev.pluginswap.verify.ClassFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read of a plugin.
 *
 * @param classes the first class of each name on its class path, by internal name
 * @param unreadable class files that are none the JVM would define
 * @param providers provider classes by service, as {@code META-INF/services} has them
 */
record PluginIndex(
    Map<String, PluginClass> classes,
    List<Unreadable> unreadable,
    Map<String, Set<String>> providers) {

  /**
   * A class file that the JVM refuses to define.
   *
   * @param name internal name, from its path
   * @param error what the JVM throws
   * @param what what is wrong with it, with its place
   */
  record Unreadable(String name, LinkError error, String what) {}

  /** The class file version of Java N is N + 44 (JVMS 4.1, table 4.1-A). */
  private static final int CLASS_VERSION_OFFSET = 44;

  static PluginIndex read(PluginClasses plugin, Runtime.Version java) throws IOException {
    Map<String, PluginClass> classes = new LinkedHashMap<>();
    Map<String, Unreadable> unreadable = new LinkedHashMap<>();
    Signature.Cache signatures = new Signature.Cache();
    new ClassFiles(plugin.classPath(), java)
        .forEach(
            (binaryName, where, in) -> {
              String name = Names.internal(binaryName);
              if (classes.containsKey(name) || unreadable.containsKey(name)) {
                return; // the loader takes the first
              }
              byte[] bytes = in.readAllBytes();
              int newest = java.feature() + CLASS_VERSION_OFFSET;
              int version = bytes.length < 8 ? 0 : ((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF);
              if (version > newest) {
                unreadable.put(
                    name,
                    new Unreadable(
                        name,
                        LinkError.UNSUPPORTED_CLASS_VERSION,
                        "%s is compiled for Java %d, but this JVM is Java %d"
                            .formatted(where, version - CLASS_VERSION_OFFSET, java.feature())));
                return;
              }
              PluginClass read;
              try {
                read = PluginClassVisitor.read(bytes, where, signatures);
              } catch (RuntimeException e) { // how ASM says that the bytes make no sense
                unreadable.put(
                    name,
                    new Unreadable(
                        name,
                        LinkError.CLASS_FORMAT,
                        "%s is not a well-formed class file: %s".formatted(where, e)));
                return;
              }
              if (read.model().name().equals(name)) {
                classes.put(name, read);
              } else {
                unreadable.put(
                    name,
                    new Unreadable(
                        name,
                        LinkError.NO_CLASS_DEF_FOUND,
                        "%s holds a class of another name, %s"
                            .formatted(where, Names.binary(read.model().name()))));
              }
            });
    return new PluginIndex(
        classes, new ArrayList<>(unreadable.values()), ServiceFiles.read(plugin.classPath()));
  }

  /** What the classes declare, by internal name. */
  Map<String, ClassModel> models() {
    Map<String, ClassModel> models = new HashMap<>();
    classes.forEach((name, type) -> models.put(name, type.model()));
    return models;
  }
}
