package dev.pluginswap.bundle;

import java.util.ArrayList;
import java.util.List;

/** What of a bundle's files is code: {@code classes/} first, then {@code lib/*.jar} by name. */
final class ClassPath {

  private static final String CLASSES = "classes";
  private static final String LIB = "lib/";

  private ClassPath() {}

  /** Paths in the bundle. */
  static List<String> of(FileList files) {
    List<String> jars = new ArrayList<>();
    boolean hasClasses = false;
    for (FileEntry file : files.entries()) {
      hasClasses |= file.path().startsWith(CLASSES + "/");
      if (isLibrary(file.path())) {
        jars.add(file.path());
      }
    }
    if (hasClasses) {
      jars.add(0, CLASSES);
    }
    return List.copyOf(jars);
  }

  private static boolean isLibrary(String path) {
    return path.startsWith(LIB) && path.endsWith(".jar") && path.indexOf('/', LIB.length()) < 0;
  }
}
