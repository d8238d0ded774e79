package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.ServiceFiles;
import dev.pluginswap.verify.ClassFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a plugin. To be closed when nobody asks for the code of its classes any more.
 *
 * @param classes the first class of each name on its class path, by internal name
 * @param unreadable class files that are none the JVM would define
 * @param texts what the class files say
 * @param providers provider classes by service, as {@code META-INF/services} has them
 * @param files where the code of the classes is read from
 */
record PluginIndex(
    Map<String, PluginClass> classes,
    List<Unreadable> unreadable,
    Texts texts,
    Map<String, Set<String>> providers,
    ClassFiles files)
    implements Closeable {

  /**
   * A class file that the JVM refuses to define.
   *
   * @param name internal name, from its path
   * @param error what the JVM throws
   * @param what what is wrong with it, with its place
   */
  record Unreadable(String name, LinkError error, String what) {}

  static PluginIndex read(PluginClasses plugin, Runtime.Version java) throws IOException {
    ClassFiles files = new ClassFiles(plugin.classPath(), java);
    try {
      return read(plugin, java, files);
    } catch (IOException | RuntimeException e) {
      try {
        files.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static PluginIndex read(PluginClasses plugin, Runtime.Version java, ClassFiles files)
      throws IOException {
    Map<String, PluginClass> classes = new LinkedHashMap<>();
    Map<String, Unreadable> unreadable = new LinkedHashMap<>();
    Signature.Cache signatures = new Signature.Cache();
    Texts texts = new Texts();
    files.forEach(
            (name, where, bytes, length, source) -> {
              if (classes.containsKey(name) || unreadable.containsKey(name)) {
                return; // the loader takes the first
              }
              String complaint = ClassVersion.complaint(bytes, length, where, java);
              if (complaint != null) {
                unreadable.put(
                    name, new Unreadable(name, LinkError.UNSUPPORTED_CLASS_VERSION, complaint));
                return;
              }
              PluginClass read;
              try {
                ClassFile file = new ClassFile(bytes, length, texts);
                ClassModel model = file.model(Origin.PLUGIN, where);
                read = new PluginClass(source, model, file.mentions(), signatures);
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
        ServiceFiles.read(plugin.classPath()),
        files);
  }

  /** What the class of that internal name declares; null when there is none. */
  @Nullable ClassModel model(String name) {
    PluginClass type = classes.get(name);
    return type == null ? null : type.model();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
