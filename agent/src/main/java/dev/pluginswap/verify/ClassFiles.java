package dev.pluginswap.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The class files that the plugin's loader would see on a given Java version: of a multi-release
 * jar the entries for that version and no others; never a module descriptor. Keeps the jars open
 * until it is closed. For one thread.
 */
public final class ClassFiles implements Closeable {

  private static final String SUFFIX = ".class";
  private static final String VERSIONS = "META-INF/versions/";
  private static final int USUAL_SIZE = 1 << 16;

  private final List<Path> classPath;
  private final Runtime.Version java;
  private final List<JarFile> jars = new ArrayList<>();

  /** Filled anew for each file. */
  private byte[] buffer = new byte[USUAL_SIZE];

  /** The class files of jars and directories, for that version of Java. */
  public ClassFiles(List<Path> classPath, Runtime.Version java) {
    this.classPath = classPath;
    this.java = java;
  }

  /** One class file. */
  public interface Source {

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, or the class files were closed
     */
    byte[] read() throws IOException;
  }

  /**
   * A class file in a jar.
   *
   * @param header where its local header is, or {@link CentralDirectory#UNKNOWN}
   */
  private record InJar(JarFile jar, JarEntry entry, long header) implements Source {

    @Override
    public byte[] read() throws IOException {
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readNBytes((int) Math.min(entry.getSize(), ClassSizeCheck.LARGEST));
      }
    }
  }

  private record InDirectory(Path path) implements Source {

    @Override
    public byte[] read() throws IOException {
      return Files.readAllBytes(path);
    }
  }

  /** Takes one class file. */
  public interface Visitor {

    /**
     * Called for each class file.
     *
     * @param className its internal name, {@code com/acme/Greeter}, from its path
     * @param where where it is, for a person: {@code greeter.jar!com/acme/Greeter.class}
     * @param buffer begins with its content; valid during the call only
     * @param length of the content
     * @param source reads it again
     */
    void visit(String className, String where, byte[] buffer, int length, Source source)
        throws IOException;
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
    JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, java);
    jars.add(jar);
    String jarName = path.getFileName() + "!";
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        DeflatedEntries deflated = new DeflatedEntries(file)) {
      for (InJar each : entries(jar, CentralDirectory.of(file))) {
        int length = fill(each, deflated);
        visitor.visit(
            className(each.entry().getName()),
            jarName.concat(each.entry().getRealName()),
            buffer,
            length,
            each);
      }
    }
  }

  /** The class files as a loader finds them, each name once. */
  private static Collection<InJar> entries(JarFile jar, CentralDirectory directory) {
    Map<String, InJar> entries = new LinkedHashMap<>(2 * jar.size());
    boolean isMultiRelease = jar.isMultiRelease();
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      JarEntry entry = all.nextElement();
      InJar file = new InJar(jar, entry, directory.next(entry));
      String name = entry.getName();
      boolean isVersioned = isMultiRelease && name.startsWith(VERSIONS);
      if (isVersioned) {
        name = name.substring(name.indexOf('/', VERSIONS.length()) + 1);
      }
      if (isClass(name) && (entries.putIfAbsent(name, file) != null || isVersioned)) {
        // Which of several is found, the jar itself knows.
        JarEntry found = jar.getJarEntry(name);
        if (found == null) {
          entries.remove(name); // for a newer Java alone
        } else {
          entries.put(name, new InJar(jar, found, CentralDirectory.UNKNOWN));
        }
      }
    }
    return entries.values();
  }

  /** Reads into the buffer; returns how much. */
  private int fill(InJar file, DeflatedEntries deflated) throws IOException {
    int inflated = deflated.read(file.entry(), file.header(), buffer);
    if (inflated != DeflatedEntries.NOT_READ) {
      return inflated;
    }
    // As much as the directory says, and no more: what the data inflates to knows no bound.
    int size = (int) Math.min(file.entry().getSize(), ClassSizeCheck.LARGEST);
    if (size > buffer.length) {
      buffer = new byte[size];
    }
    try (InputStream in = file.jar().getInputStream(file.entry())) {
      return in.readNBytes(buffer, 0, size);
    }
  }

  private static void directory(Path root, Visitor visitor) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Iterator<Path> paths = files.sorted().iterator();
      while (paths.hasNext()) {
        Path path = paths.next();
        String name = root.relativize(path).toString().replace('\\', '/');
        if (isClass(name) && Files.isRegularFile(path)) {
          byte[] content = Files.readAllBytes(path);
          visitor.visit(
              className(name),
              root.getFileName() + "/" + name,
              content,
              content.length,
              new InDirectory(path));
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
    return entry.substring(0, entry.length() - SUFFIX.length());
  }

  /** Closes the jars. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (JarFile jar : jars) {
      try {
        jar.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
