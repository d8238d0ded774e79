package dev.pluginswap.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The class files that the plugin's loader would see on a given Java version: of a multi-release
 * jar the entries for that version and no others; never a module descriptor.
 */
public final class ClassFiles {

  private static final String SUFFIX = ".class";

  private final List<Path> classPath;
  private final Runtime.Version java;

  /** The class files of jars and directories, for that version of Java. */
  public ClassFiles(List<Path> classPath, Runtime.Version java) {
    this.classPath = classPath;
    this.java = java;
  }

  /** Takes one class file. */
  public interface Visitor {

    /**
     * Called for each class file.
     *
     * @param className its binary name
     * @param where where it is, for a person: {@code lib/greeter.jar!com/acme/Greeter.class}
     * @param bytes its content; valid during the call only
     */
    void visit(String className, String where, InputStream bytes) throws IOException;
  }

  /**
   * Visits all, in the order of the class path: of several of one name, all.
   *
   * @throws IOException if a file cannot be read, or the visitor threw it
   */
  public void forEach(Visitor visitor) throws IOException {
    for (Path element : classPath) {
      if (Files.isDirectory(element)) {
        directory(element, visitor);
      } else {
        jar(element, visitor);
      }
    }
  }

  private void jar(Path path, Visitor visitor) throws IOException {
    try (JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, java)) {
      Iterator<JarEntry> entries = jar.versionedStream().iterator();
      while (entries.hasNext()) {
        JarEntry entry = entries.next();
        if (isClass(entry.getName())) {
          try (InputStream in = jar.getInputStream(entry)) {
            visitor.visit(
                className(entry.getName()), path.getFileName() + "!" + entry.getRealName(), in);
          }
        }
      }
    }
  }

  private static void directory(Path root, Visitor visitor) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Iterator<Path> paths = files.sorted().iterator();
      while (paths.hasNext()) {
        Path path = paths.next();
        String name = root.relativize(path).toString().replace('\\', '/');
        if (isClass(name) && Files.isRegularFile(path)) {
          try (InputStream in = Files.newInputStream(path)) {
            visitor.visit(className(name), root.getFileName() + "/" + name, in);
          }
        }
      }
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(SUFFIX)
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.');
  }
}
