package dev.pluginswap.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What the {@code META-INF/services} files of a bundle's own class path say, as {@link
 * java.util.ServiceLoader} reads them: one provider a line, comments behind {@code #}, a provider
 * counts where it is named first.
 */
public final class ServiceFiles {

  private static final String DIRECTORY = "META-INF/services/";

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
      } else {
        files.readJar(element);
      }
    }
    return Collections.unmodifiableMap(files.providers);
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
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      List<JarEntry> entries =
          jar.stream()
              .filter(entry -> isServiceFile(entry.getName()))
              .sorted(Comparator.comparing(JarEntry::getName))
              .toList();
      for (JarEntry entry : entries) {
        try (InputStream in = jar.getInputStream(entry)) {
          add(entry.getName().substring(DIRECTORY.length()), in.readAllBytes());
        }
      }
    }
  }

  private static boolean isServiceFile(String name) {
    return name.startsWith(DIRECTORY)
        && name.length() > DIRECTORY.length()
        && name.indexOf('/', DIRECTORY.length()) < 0;
  }

  private void add(String service, byte[] content) {
    Set<String> names = providers.computeIfAbsent(service, key -> new LinkedHashSet<>());
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.indexOf('#') < 0 ? line : line.substring(0, line.indexOf('#')))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(names::add);
  }
}
