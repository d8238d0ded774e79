package dev.pluginswap.verify;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the {@code Class-Path} of a jar's manifest leads to classes that are no part of the
 * bundle's class path: the JDK's class loaders follow it. What is outside of the bundle is under no
 * digest and may change or go at any time.
 *
 * <p>Names of files that the bundle does not have are as good as none: a version directory never
 * gains a file.
 */
public final class ClassPathCheck {

  private final Path root;
  private final Set<Path> classPath;
  private final List<Problem> problems = new ArrayList<>();

  private ClassPathCheck(Path root, Set<Path> classPath) {
    this.root = root;
    this.classPath = classPath;
  }

  /**
   * Checks.
   *
   * @throws IOException if a jar cannot be read
   */
  public static List<Problem> check(Bundle bundle) throws IOException {
    List<Path> classPath = bundle.classPath().stream().map(ClassPathCheck::normal).toList();
    ClassPathCheck check = new ClassPathCheck(normal(bundle.root()), Set.copyOf(classPath));
    for (Path element : classPath) {
      if (Files.isRegularFile(element)) {
        check.jar(element);
      }
    }
    return check.problems;
  }

  private void jar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      String entries = classPath(file, jar);
      if (entries != null) {
        follow(jar, entries);
      }
    } catch (ZipException e) {
      problems.add(
          Problem.error(
              "jar-damaged",
              root.relativize(jar).toString(),
              "this is not a jar, or not a whole one: " + e.getMessage(),
              "build the bundle again; what is no jar does not belong into lib/ as *.jar"));
    }
  }

  private @Nullable String classPath(JarFile file, Path jar) throws IOException {
    try {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    } catch (FileSystemException | ZipException e) {
      throw e;
    } catch (IOException e) { // what java.util.jar.Manifest says of lines that it cannot read
      problems.add(
          Problem.error(
              "jar-manifest-damaged",
              root.relativize(jar) + "!META-INF/MANIFEST.MF",
              "it cannot be read: " + e.getMessage(),
              "build the jar again"));
      return null;
    }
  }

  private void follow(Path jar, String entries) {
    for (String entry : entries.strip().split("\\s+", -1)) {
      Path target = entry.isEmpty() ? null : resolve(jar, entry);
      if (target == null || classPath.contains(target)) {
        continue;
      }
      if (!target.startsWith(root)) {
        report(jar, entry, "which leads out of the bundle");
      } else if (Files.exists(target)) {
        report(jar, entry, "which is in the bundle, but not where its class path is");
      }
    }
  }

  /** As the JDK's loaders do; null for what they pass over. */
  private static @Nullable Path resolve(Path jar, String entry) {
    try {
      URI target = new URL(jar.toUri().toURL(), entry).toURI();
      return target.getScheme().equals("file") ? normal(Path.of(target)) : null;
    } catch (MalformedURLException
        | URISyntaxException
        | IllegalArgumentException
        | FileSystemNotFoundException e) {
      return null; // not a name of a file: the JDK passes it over too
    }
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void report(Path jar, String entry, String which) {
    problems.add(
        Problem.error(
            "class-path-entry",
            root.relativize(jar) + "!META-INF/MANIFEST.MF",
            "its Class-Path names %s, %s".formatted(entry, which),
            "put that jar into lib/ of the bundle, and leave Class-Path out of the manifest"));
  }
}
