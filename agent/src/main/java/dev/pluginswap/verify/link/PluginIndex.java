package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.ServiceFiles;
import dev.pluginswap.verify.ClassFiles;
import java.io.Closeable;
import java.io.IOException;
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
      IndexReader reader = new IndexReader(java);
      files.forEach(reader);
      return new PluginIndex(
          reader.classes(),
          reader.unreadable(),
          reader.texts(),
          ServiceFiles.read(plugin.classPath()),
          files);
    } catch (IOException | RuntimeException e) {
      try {
        files.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
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
