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
 * @param texts what the class files say
 * @param providers provider classes by service, as {@code META-INF/services} has them
 */
record PluginIndex(
    Map<String, PluginClass> classes,
    List<Unreadable> unreadable,
    Texts texts,
    Map<String, Set<String>> providers) {

  /**
   * A class file that the JVM refuses to define.
   *
   * @param name internal name, from its path
   * @param error what the JVM throws
   * @param what what is wrong with it, with its place
   */
  record Unreadable(String name, LinkError error, String what) {}

  static PluginIndex read(PluginClasses plugin, Runtime.Version java) throws IOException {
    Map<String, PluginClass> classes = new LinkedHashMap<>();
    Map<String, Unreadable> unreadable = new LinkedHashMap<>();
    Signature.Cache signatures = new Signature.Cache();
    Texts texts = new Texts();
    new ClassFiles(plugin.classPath(), java)
        .forEach(
            (name, where, bytes) -> {
              if (classes.containsKey(name) || unreadable.containsKey(name)) {
                return; // the loader takes the first
              }
              String complaint = ClassVersion.complaint(bytes, where, java);
              if (complaint != null) {
                unreadable.put(
                    name, new Unreadable(name, LinkError.UNSUPPORTED_CLASS_VERSION, complaint));
                return;
              }
              PluginClass read;
              try {
                ClassFile file = new ClassFile(bytes, texts);
                ClassModel model = file.model(Origin.PLUGIN, where);
                read = new PluginClass(bytes, model, file.mentions(), signatures);
              } catch (RuntimeException e) { // the bytes make no sense
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
        classes,
        new ArrayList<>(unreadable.values()),
        texts,
        ServiceFiles.read(plugin.classPath()));
  }

  /** What the classes declare, by internal name. */
  Map<String, ClassModel> models() {
    Map<String, ClassModel> models = new HashMap<>();
    classes.forEach((name, type) -> models.put(name, type.model()));
    return models;
  }
}
