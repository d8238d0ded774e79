package dev.pluginswap.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One plugin as it lies in a plugins directory, read without the product: what a test holds the
 * product's word against.
 *
 * @param plugins the plugins directory, which holds no other plugin; may be missing
 */
record OnDisk(Path plugins, String plugin) {

  /** What tells that somebody was stopped in the middle of something. */
  enum Leftover {
    STAGING("a bundle in staging"),
    VERSION_WITHOUT_RECORD("a version without a record"),
    VIEW_BESIDE_RECORD("a view that is not of the record"),
    RECORD_ASIDE("a record that is not in place"),
    LINK_ASIDE("a link that is not in place"),
    NOT_COMPLETE("a commit that is not marked"),
    MARK_ASIDE("a mark that is not in place"),
    SNAPSHOT_BESIDE_RECORD("a snapshot that is not of the record"),
    DISCARDED("a version that is half deleted");

    final String meaning;

    Leftover(String meaning) {
      this.meaning = meaning;
    }
  }

  /** The digest of the live version, as the record has it. */
  Optional<String> current() {
    return fromRecord("current ").filter(digest -> !digest.equals("-"));
  }

  /** The digest of the version before, as the record has it. */
  Optional<String> previous() {
    return fromRecord("previous ").filter(digest -> !digest.equals("-"));
  }

  /** The generation in the record; 0 without one. */
  long generation() {
    return fromRecord("generation ").map(Long::parseLong).orElse(0L);
  }

  /** All digests that the record keeps on disk. */
  List<String> recorded() {
    List<String> digests = new ArrayList<>(current().stream().toList());
    record().stream()
        .filter(line -> line.startsWith("retained "))
        .forEach(line -> digests.add(line.split(" ", -1)[1]));
    return digests;
  }

  /** The digest to which the view leads. */
  Optional<String> view() {
    Path view = plugins.resolve(plugin);
    try {
      return Files.isSymbolicLink(view)
          ? Optional.of(digestOf(Files.readSymbolicLink(view).getFileName().toString()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all version directories. */
  List<String> versions() {
    return names(".versions");
  }

  /** The version directory of a digest. */
  Path version(String digest) {
    return plugins.resolve(".versions").resolve(plugin + "." + digest);
  }

  /** The bundle's files of a version by path, without what the store has added. */
  Map<String, byte[]> content(String digest) {
    Map<String, byte[]> content = filesBelow(version(digest));
    content.remove(".manifest");
    content.remove(".complete");
    return content;
  }

  /** Every regular file below a directory, by its path in there. */
  static Map<String, byte[]> filesBelow(Path directory) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** What is unfinished. Empty where everything follows the record. */
  Set<Leftover> leftovers() {
    Set<Leftover> found = EnumSet.noneOf(Leftover.class);
    for (String name : names(".staging")) {
      found.add(
          switch (name.substring(0, name.indexOf('.'))) {
            case "link", "probe" -> Leftover.LINK_ASIDE;
            case "complete" -> Leftover.MARK_ASIDE;
            case "discarded" -> Leftover.DISCARDED;
            default -> Leftover.STAGING;
          });
    }
    if (names(".state").stream().anyMatch(name -> !name.equals(plugin))) {
      found.add(Leftover.RECORD_ASIDE);
    }
    List<String> recorded = recorded();
    if (names(".versions").stream().anyMatch(name -> !recorded.contains(digestOf(name)))) {
      found.add(Leftover.VERSION_WITHOUT_RECORD);
    }
    if (!view().equals(current())) {
      found.add(Leftover.VIEW_BESIDE_RECORD);
    }
    if (!names(".previous").stream().map(this::digestOf).toList().equals(previousIfAny())) {
      found.add(Leftover.SNAPSHOT_BESIDE_RECORD);
    }
    if (current().filter(digest -> !isComplete(digest)).isPresent()) {
      found.add(Leftover.NOT_COMPLETE);
    }
    return found;
  }

  private List<String> previousIfAny() {
    return previous().stream().toList();
  }

  private boolean isComplete(String digest) {
    return Files.exists(version(digest).resolve(".complete"), LinkOption.NOFOLLOW_LINKS);
  }

  private String digestOf(String versionName) {
    return versionName.substring(plugin.length() + 1);
  }

  private Optional<String> fromRecord(String key) {
    return record().stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst();
  }

  private List<String> record() {
    Path record = plugins.resolve(".state").resolve(plugin);
    try {
      return Files.exists(record) ? Files.readAllLines(record) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(String subdirectory) {
    Path directory = plugins.resolve(subdirectory);
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
