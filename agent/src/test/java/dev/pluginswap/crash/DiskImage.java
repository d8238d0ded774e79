package dev.pluginswap.crash;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A disk that is switched off. Immutable; safe for use by any thread.
 *
 * <p>Paths are given as names from the root on.
 */
public final class DiskImage {
  private static final long ROOT = 1;
  private static final Fingerprint FILE = Fingerprint.of("file");
  private static final Fingerprint LINK = Fingerprint.of("link");
  private static final Fingerprint DIRECTORY = Fingerprint.of("directory");

  private final Map<Long, Inode> inodes;
  private final long root;

  /** Above every number that was ever used on this disk. */
  private final long nextInode;

  /**
   * @param inodes taken over
   */
  DiskImage(Map<Long, Inode> inodes, long root, long nextInode) {
    this.inodes = Collections.unmodifiableMap(inodes);
    this.root = root;
    this.nextInode = nextInode;
  }

  /** A disk with nothing on it. */
  public static DiskImage empty() {
    return new DiskImage(Map.of(ROOT, Inode.Directory.EMPTY), ROOT, ROOT + 1);
  }

  Map<Long, Inode> inodes() {
    return inodes;
  }

  long root() {
    return root;
  }

  long nextInode() {
    return nextInode;
  }

  /** This disk after all of these effects. */
  public DiskImage after(List<? extends Effect> effects) {
    DiskDraft draft = DiskDraft.of(this, effects);
    effects.forEach(effect -> draft.apply(effect, Treatment.KEPT));
    return draft.freeze();
  }

  /** What is at a path, links not followed; empty when nothing is. */
  public Optional<Inode> at(List<String> path) {
    Inode here = inodes.get(root);
    for (String name : path) {
      Long next = here instanceof Inode.Directory directory ? directory.entries().get(name) : null;
      if (next == null) {
        return Optional.empty();
      }
      here = inodes.get(next);
    }
    return Optional.ofNullable(here);
  }

  /** The names in a directory, sorted; none where there is no directory. */
  public SortedSet<String> names(List<String> path) {
    return at(path).orElse(Inode.Directory.EMPTY) instanceof Inode.Directory directory
        ? new TreeSet<>(directory.entries().keySet())
        : new TreeSet<>();
  }

  /** The bytes of a file; empty when there is no file. */
  public Optional<Content> content(List<String> path) {
    return at(path).map(inode -> inode instanceof Inode.RegularFile file ? file.content() : null);
  }

  /** The text of a symbolic link; empty when there is none. */
  public Optional<String> link(List<String> path) {
    return at(path).map(inode -> inode instanceof Inode.SymbolicLink link ? link.target() : null);
  }

  /**
   * What two images have in common exactly when they are alike: names, kinds, bytes, texts of
   * links, and which files have a second name.
   */
  public Fingerprint fingerprint(Likeness likeness) {
    Map<Long, Integer> names = new HashMap<>();
    for (Inode inode : inodes.values()) {
      if (inode instanceof Inode.Directory directory) {
        directory.entries().values().forEach(child -> names.merge(child, 1, Integer::sum));
      }
    }
    return fingerprint(root, likeness, names);
  }

  private Fingerprint fingerprint(long number, Likeness likeness, Map<Long, Integer> names) {
    Inode inode = inodes.get(number);
    if (inode instanceof Inode.RegularFile file) {
      return FILE.then(file.content().fingerprint()).then(names.getOrDefault(number, 0));
    }
    if (inode instanceof Inode.SymbolicLink link) {
      return LINK.then(Fingerprint.of(link.target()));
    }
    Set<Fingerprint> entries = new HashSet<>();
    ((Inode.Directory) inode)
        .entries()
        .forEach((name, child) -> entries.add(entry(name, child, likeness, names)));
    Fingerprint all = DIRECTORY;
    for (Fingerprint entry : entries) {
      all = all.and(entry);
    }
    return all.then(entries.size());
  }

  private Fingerprint entry(String name, long child, Likeness likeness, Map<Long, Integer> names) {
    Fingerprint content =
        likeness.opaque().contains(name) && inodes.get(child) instanceof Inode.Directory directory
            ? DIRECTORY.then(directory.entries().isEmpty() ? 0 : 1)
            : fingerprint(child, likeness, names);
    return Fingerprint.of(likeness.alias().apply(name)).then(content);
  }

  /** All there is, one line each, for people. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    describe(root, "", text);
    return text.toString();
  }

  private void describe(long number, String path, StringBuilder text) {
    Inode inode = inodes.get(number);
    if (inode instanceof Inode.Directory directory) {
      text.append(path).append("/\n");
      directory.entries().forEach((name, child) -> describe(child, path + "/" + name, text));
    } else {
      text.append(path).append(" = ").append(inode).append('\n');
    }
  }
}
