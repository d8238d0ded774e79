package dev.pluginswap.verify;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Whether the classes in jars are of a size that can be read into memory. A few kilobytes of a jar
 * may claim to be gigabytes of a class, and a class loader believes them.
 */
public final class ClassSizeCheck {

  /** Bytes of a class file. The largest that compilers make have two or three megabytes. */
  static final int LARGEST = 16 << 20;

  /** Bytes of all class files of a plugin. */
  private static final long ALL = 1L << 30;

  private ClassSizeCheck() {}

  /**
   * Checks.
   *
   * @throws IOException if a jar cannot be read
   */
  public static List<Problem> check(Bundle bundle) throws IOException {
    List<Problem> problems = new ArrayList<>();
    long all = 0;
    for (Path element : bundle.classPath()) {
      if (Files.isRegularFile(element)) {
        all += classes(element, bundle.root().relativize(element).toString(), problems);
      }
    }
    if (all > ALL && problems.isEmpty()) {
      problems.add(
          Problem.error(
              "classes-too-large",
              "",
              "the classes have %d bytes, %d are allowed".formatted(all, ALL),
              "leave out what the plugin does not need"));
    }
    return problems;
  }

  private static long classes(Path file, String name, List<Problem> problems) throws IOException {
    long all = 0;
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class")) {
          all += entry.getSize();
          if (entry.getSize() > LARGEST) {
            problems.add(
                Problem.error(
                    "class-too-large",
                    name + "!" + entry.getName(),
                    "the class file has %d bytes, %d are allowed"
                        .formatted(entry.getSize(), LARGEST),
                    "build the jar again; no compiler makes such a class"));
          }
        }
      }
    }
    return all;
  }
}
