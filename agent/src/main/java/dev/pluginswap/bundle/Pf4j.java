package dev.pluginswap.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What PF4J means by a plugin and by an extension. Its classes are the workspace's, and are known
 * here by name only.
 */
public final class Pf4j {

  /** Lists the extensions of a jar or directory, a class name a line. */
  static final String INDEX = "META-INF/extensions.idx";

  static final String EXTENSION_POINT = "org.pf4j.ExtensionPoint";

  private static final String PLUGIN = "org.pf4j.Plugin";
  private static final String WRAPPER = "org.pf4j.PluginWrapper";

  private Pf4j() {}

  /** Whether the class extends {@code org.pf4j.Plugin}, of whichever loader. */
  public static boolean isPlugin(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().equals(PLUGIN)) {
        return true;
      }
    }
    return false;
  }

  /**
   * How PF4J makes a plugin: with a {@code PluginWrapper}, else without anything.
   *
   * @return empty if the class has neither public constructor, or is not a public class
   */
  public static Optional<Constructor<?>> constructor(Class<?> plugin) {
    if (!Modifier.isPublic(plugin.getModifiers()) || Modifier.isAbstract(plugin.getModifiers())) {
      return Optional.empty();
    }
    Constructor<?> bare = null;
    for (Constructor<?> each : plugin.getConstructors()) {
      Class<?>[] parameters = each.getParameterTypes();
      if (parameters.length == 1 && parameters[0].getName().equals(WRAPPER)) {
        return Optional.of(each);
      }
      if (parameters.length == 0) {
        bare = each;
      }
    }
    return Optional.ofNullable(bare);
  }

  /** The extension points that a class implements: interfaces that extend PF4J's own. */
  static Set<String> extensionPoints(Class<?> extension) {
    Set<String> points = new LinkedHashSet<>();
    for (Class<?> each = extension; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        collect(face, points);
      }
    }
    return points;
  }

  /**
   * Whether the interface is PF4J's own or extends it; adds it and those above it to the points.
   */
  private static boolean collect(Class<?> face, Set<String> points) {
    boolean isPoint = face.getName().equals(EXTENSION_POINT);
    if (isPoint) {
      return true;
    }
    for (Class<?> above : face.getInterfaces()) {
      isPoint |= collect(above, points);
    }
    if (isPoint) {
      points.add(face.getName());
    }
    return isPoint;
  }

  /**
   * The names of the extension classes that the jars and directories list.
   *
   * @throws IOException if one cannot be read
   */
  public static Set<String> extensions(List<Path> classPath) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Path element : classPath) {
      byte[] index = read(element, INDEX);
      if (index != null) {
        names.addAll(ServiceFiles.lines(index));
      }
    }
    return names;
  }

  /**
   * The keys of an unpacked bundle, which made its {@code plugin.json}.
   *
   * @return empty if it has none
   * @throws IOException if a file of it cannot be read
   */
  public static Optional<Pf4jKeys> keys(Bundle bundle) throws IOException {
    for (String place : Pf4jKeys.PLACES) {
      byte[] content = read(bundle.root(), place);
      Optional<Pf4jKeys> keys = content == null ? Optional.empty() : Pf4jKeys.read(place, content);
      if (keys.isPresent()) {
        return keys;
      }
    }
    for (Path element : bundle.classPath()) {
      for (String place : List.of(JarFile.MANIFEST_NAME, Pf4jKeys.PROPERTIES)) {
        byte[] content = read(element, place);
        Optional<Pf4jKeys> keys =
            content == null ? Optional.empty() : Pf4jKeys.read(place, content);
        if (keys.isPresent()) {
          return keys;
        }
      }
    }
    return Optional.empty();
  }

  /** A file of a directory or of a jar; null if it is not there. */
  private static byte @Nullable [] read(Path element, String name) throws IOException {
    if (Files.isDirectory(element)) {
      Path file = element.resolve(name);
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }
    try (ZipFile jar = new ZipFile(element.toFile())) {
      ZipEntry entry = jar.getEntry(name);
      if (entry == null) {
        return null;
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }
}
