package dev.pluginswap.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What the {@code META-INF/services} files of a bundle's own class path say, as {@link
 * java.util.ServiceLoader} reads them: one provider a line, comments behind {@code #}, a provider
 * counts where it is named first. A module descriptor's {@code provides} counts too, after the
 * service files of the same jar or directory: on a class path the JDK itself would pass it over,
 * and a library that has nothing else would provide nothing.
 */
public final class ServiceFiles {

  private static final String DIRECTORY = "META-INF/services/";

  private static final String MODULE = "module-info.class";

  /** Provider class names by service type name; providers in the order of the class path. */
  private final Map<String, Set<String>> providers = new TreeMap<>();

  private ServiceFiles() {}

  /**
   * Reads the service files of jars and directories.
   *
   * @return provider class names by service type name, sorted by service; unmodifiable
   */
  public static Map<String, Set<String>> read(List<Path> classPath) throws IOException {
    ServiceFiles files = new ServiceFiles();
    for (Path element : classPath) {
      if (Files.isDirectory(element)) {
        files.readDirectory(element.resolve(DIRECTORY));
        files.readModule(element.resolve(MODULE));
      } else {
        files.readJar(element);
      }
    }
    return Collections.unmodifiableMap(files.providers);
  }

  /**
   * Reads them, and the extensions of PF4J plugins: each is a provider of all extension points that
   * it implements. One whose class cannot be loaded stands under PF4J's own interface, where
   * whoever binds providers meets it.
   *
   * @param loader sees the classes; none is initialised
   * @return as {@link #read(List)}
   */
  public static Map<String, Set<String>> read(List<Path> classPath, ClassLoader loader)
      throws IOException {
    Map<String, Set<String>> all = new TreeMap<>(read(classPath));
    for (String name : Pf4j.extensions(classPath)) {
      Set<String> points;
      try {
        points = Pf4j.extensionPoints(Class.forName(name, false, loader));
      } catch (ClassNotFoundException | LinkageError e) {
        points = Set.of(Pf4j.EXTENSION_POINT);
      }
      points.forEach(point -> all.computeIfAbsent(point, key -> new LinkedHashSet<>()).add(name));
    }
    return Collections.unmodifiableMap(all);
  }

  private void readDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(directory)) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      add(file.getFileName().toString(), Files.readAllBytes(file));
    }
  }

  private void readJar(Path file) throws IOException {
    // Not through the class loader: signed jars are verified there, when classes are defined.
    try (JarFile jar =
        new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      // In a loop: of the entries of a large jar next to none is one.
      Map<String, JarEntry> entries = new TreeMap<>();
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (isServiceFile(entry.getName())) {
          entries.put(entry.getName(), entry);
        }
      }
      for (JarEntry entry : entries.values()) {
        try (InputStream in = jar.getInputStream(entry)) {
          add(entry.getName().substring(DIRECTORY.length()), in.readAllBytes());
        }
      }
      JarEntry module = jar.getJarEntry(MODULE);
      if (module != null) {
        try (InputStream in = jar.getInputStream(module)) {
          addModule(in);
        }
      }
    }
  }

  private void readModule(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        addModule(in);
      }
    }
  }

  private void addModule(InputStream descriptor) throws IOException {
    ModuleDescriptor module;
    try {
      module = ModuleDescriptor.read(descriptor);
    } catch (InvalidModuleDescriptorException e) {
      return; // of a newer Java, or damaged: nobody would read it on a class path
    }
    for (ModuleDescriptor.Provides each : module.provides()) {
      add(each.service(), each.providers());
    }
  }

  private static boolean isServiceFile(String name) {
    return name.startsWith(DIRECTORY)
        && name.length() > DIRECTORY.length()
        && name.indexOf('/', DIRECTORY.length()) < 0;
  }

  private void add(String service, byte[] content) {
    add(service, lines(content));
  }

  private void add(String service, List<String> names) {
    providers.computeIfAbsent(service, key -> new LinkedHashSet<>()).addAll(names);
  }

  /** Without comments and what is blank. */
  static List<String> lines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.indexOf('#') < 0 ? line : line.substring(0, line.indexOf('#')))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
