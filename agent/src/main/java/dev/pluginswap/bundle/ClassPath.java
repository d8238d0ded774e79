package dev.pluginswap.bundle;

import java.util.List;
import java.util.stream.Stream;

/** What of a bundle's files is code: {@code classes/} first, then {@code lib/*.jar} by name. */
final class ClassPath {

  private static final String CLASSES = "classes";
  private static final String LIB = "lib/";

  private ClassPath() {}

  /** Paths in the bundle. */
  static List<String> of(FileList files) {
    List<String> paths = files.entries().stream().map(FileEntry::path).toList();
    Stream<String> classes =
        paths.stream().anyMatch(path -> path.startsWith(CLASSES + "/"))
            ? Stream.of(CLASSES)
            : Stream.empty();
    Stream<String> jars =
        paths.stream()
            .filter(path -> path.startsWith(LIB) && path.endsWith(".jar"))
            .filter(path -> path.indexOf('/', LIB.length()) < 0);
    return Stream.concat(classes, jars).toList();
  }
}
