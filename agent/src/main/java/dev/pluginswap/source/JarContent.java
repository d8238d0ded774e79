package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** What of a jar's entries decides whether it goes into a bundle, and how. */
final class JarContent {

  private static final String VERSIONS = "META-INF/versions/";

  private JarContent() {}

  /** Whether this is a jar, and not a bundle that only bears the name of one. */
  static boolean isPlainJar(Path file) throws IOException, BundleRefusedException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry("plugin.json") == null;
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  /** The dependencies that have something that the workspace does not export. */
  static List<MavenResolution.Dependency> without(
      List<MavenResolution.Dependency> dependencies, Predicate<String> exported, Deadline deadline)
      throws IOException, BundleRefusedException {
    List<MavenResolution.Dependency> needed = new ArrayList<>();
    for (MavenResolution.Dependency each : dependencies) {
      deadline.check();
      Set<String> packages = packages(each.file());
      if (packages.isEmpty() || !packages.stream().allMatch(exported)) {
        needed.add(each);
      }
    }
    return needed;
  }

  /** All packages that have classes, of whichever Java version. */
  private static Set<String> packages(Path file) throws IOException, BundleRefusedException {
    Set<String> packages = new HashSet<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.startsWith(VERSIONS)) {
          name = name.substring(name.indexOf('/', VERSIONS.length()) + 1);
        }
        if (name.endsWith(".class") && !name.equals("module-info.class")) {
          packages.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.'));
        }
      }
    } catch (ZipException e) {
      throw damaged(file, e);
    }
    return packages;
  }

  private static BundleRefusedException damaged(Path file, ZipException e) {
    return new BundleRefusedException(
        List.of(
            Problem.error(
                "maven-damaged",
                file.toString(),
                "the local repository has a jar that cannot be read: " + e.getMessage(),
                "delete it there, and it is downloaded again")));
  }
}
