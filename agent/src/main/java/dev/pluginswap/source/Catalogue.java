package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Version;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a catalogue directory: {@code <name>-<version>.zip} (or {@code .jar}, {@code .tar.gz},
 * {@code .tgz}), and {@code <name>/<version>/}, which is a bundle, or {@code <name>/<version>.zip},
 * or holds nothing but one archive.
 */
final class Catalogue {

  private static final Pattern ARCHIVE = Pattern.compile("(.+)\\.(zip|jar|tar\\.gz|tgz)");

  /** The version begins with the first digit behind a dash. */
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*?)-([0-9].*)");

  /** One bundle. */
  record Item(String name, Version version, Path artifact) {}

  private final List<Item> items = new ArrayList<>();
  private final int most;
  private final Deadline deadline;

  /** Entries of directories that were looked at. */
  private int seen;

  private Catalogue(int most, Deadline deadline) {
    this.most = most;
    this.deadline = deadline;
  }

  /**
   * Reads the names in the directory.
   *
   * @param most how many entries there may be
   */
  static Catalogue of(Path directory, int most, Deadline deadline)
      throws IOException, BundleRefusedException {
    if (!Files.isDirectory(directory)) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "catalogue-missing",
                  directory.toString(),
                  "the catalogue is not a directory",
                  "make it, or start the agent with another catalogue=<directory>")));
    }
    Catalogue catalogue = new Catalogue(most, deadline);
    for (Path entry : catalogue.list(directory)) {
      if (Files.isDirectory(entry)) {
        catalogue.versions(entry);
      } else {
        catalogue.archive(entry);
      }
    }
    return catalogue;
  }

  private void archive(Path file) {
    Matcher archive = ARCHIVE.matcher(file.getFileName().toString());
    if (archive.matches()) {
      Matcher named = NAMED.matcher(archive.group(1));
      if (named.matches()) {
        add(named.group(1), named.group(2), file);
      }
    }
  }

  private void versions(Path directory) throws IOException, BundleRefusedException {
    String name = directory.getFileName().toString();
    for (Path entry : list(directory)) {
      String own = entry.getFileName().toString();
      if (Files.isDirectory(entry)) {
        add(name, own, bundle(entry));
        continue;
      }
      Matcher archive = ARCHIVE.matcher(own);
      if (archive.matches()) {
        String stem = archive.group(1);
        boolean repeats = stem.startsWith(name + "-");
        add(name, repeats ? stem.substring(name.length() + 1) : stem, entry);
      }
    }
  }

  /** The one archive in a version's directory, or the directory itself. */
  private Path bundle(Path directory) throws IOException, BundleRefusedException {
    if (Files.exists(directory.resolve("plugin.json"))) {
      return directory;
    }
    List<Path> inside = list(directory);
    boolean wraps =
        inside.size() == 1 && ARCHIVE.matcher(inside.get(0).getFileName().toString()).matches();
    return wraps ? inside.get(0) : directory;
  }

  private void add(String name, String version, Path artifact) {
    parse(version).ifPresent(parsed -> items.add(new Item(name, parsed, artifact)));
  }

  private static Optional<Version> parse(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // something else lies there
    }
  }

  private List<Path> list(Path directory) throws IOException, BundleRefusedException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        deadline.check();
        if (++seen > most) {
          throw TooLarge.files(directory.toString(), most);
        }
        entries.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }

  List<Item> named(String name) {
    return items.stream().filter(item -> item.name().equals(name)).toList();
  }

  List<String> names() {
    return items.stream().map(Item::name).distinct().sorted().toList();
  }
}
