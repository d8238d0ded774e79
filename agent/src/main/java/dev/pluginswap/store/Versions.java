package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** The version directories. */
final class Versions {

  /** Begins the last line of a {@code .complete}. */
  private static final String SOURCE = "\nsource ";

  private final Layout layout;
  private final Disk disk;
  private final Nonces nonces;
  private final Tree tree;
  private final IntegrityCheck check;
  private final IntegrityMemory memory;

  Versions(Layout layout, Disk disk, Nonces nonces) {
    this.layout = layout;
    this.disk = disk;
    this.nonces = nonces;
    this.tree = new Tree(disk);
    this.check = new IntegrityCheck(disk);
    this.memory = new IntegrityMemory(disk);
  }

  /** Compares every file of a version with its file list. */
  Integrity check(VersionId id) throws IOException {
    return memory.compare(layout.version(id), id);
  }

  /** As above, unless no file has been touched since that was done last. */
  Integrity recheck(VersionId id) throws IOException {
    return memory.recall(layout.version(id), id);
  }

  /** Whether a directory has the very files of a version that the record names. */
  boolean isCopy(Path directory, VersionRecord record) throws IOException {
    for (Digest digest : record.digests()) {
      VersionId id = new VersionId(record.plugin(), digest);
      if (check.isCopy(directory, layout.version(id), id)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Moves a directory that has become a version out of the view's place; nothing of it is deleted.
   */
  void moveAside(String plugin) throws IOException {
    new Directories(disk).confirm(layout.adopted());
    disk.moveAtomically(
        layout.view(plugin), layout.adopted().resolve(plugin + "." + nonces.next()));
    // Before the view takes the name: else a power loss might leave the directory without one.
    disk.force(layout.root());
  }

  boolean exists(VersionId id) throws IOException {
    return tree.isDirectory(layout.version(id));
  }

  /**
   * Moves a sealed directory to where versions are.
   *
   * @return false when an intact version was there already and the sealed one is not needed
   */
  boolean publish(Path sealed, VersionId id) throws IOException {
    boolean needed = !(check(id) instanceof Integrity.Intact);
    if (needed) {
      discard(id);
      disk.moveAtomically(sealed, layout.version(id));
    }
    // Also for one that was there: whoever moved it there may have been killed before forcing.
    disk.force(layout.versions());
    return needed;
  }

  /**
   * Deletes a version, so that at no time half of it can be taken for the whole: it leaves its
   * place in one step, or loses first what vouches for it.
   */
  void discard(VersionId id) throws IOException {
    Path version = layout.version(id);
    if (!exists(id)) {
      return;
    }
    memory.forget(id);
    Path aside = layout.staging().resolve("discarded." + nonces.next());
    try {
      disk.moveAtomically(version, aside);
    } catch (IOException e) {
      // A layer of an overlay file system, or open files on Windows: some directories never move.
      deleteInPlace(version, e);
      return;
    }
    tree.delete(aside);
  }

  private void deleteInPlace(Path version, IOException whyNotMoved) throws IOException {
    try {
      disk.delete(version.resolve(Layout.COMPLETE));
      disk.delete(version.resolve(Layout.MANIFEST));
      disk.force(version);
      tree.delete(version);
    } catch (IOException e) {
      e.addSuppressed(whyNotMoved);
      throw e;
    }
  }

  /** Whether there is a {@code .complete} that a power loss has not torn. */
  boolean isComplete(VersionId id) throws IOException {
    Path mark = layout.version(id).resolve(Layout.COMPLETE);
    BasicFileAttributes attributes = disk.attributes(mark);
    if (attributes == null || !attributes.isRegularFile()) {
      return false;
    }
    String text = new String(disk.read(mark), UTF_8);
    return text.startsWith(completeHead(id)) && text.contains(SOURCE) && text.endsWith("\n");
  }

  /**
   * Writes {@code .complete}; replaces the one of an earlier commit. Not forced, because nothing
   * rests on it: what a power loss takes of it, the next recovery writes again.
   */
  void markComplete(VersionId id, long generation, String source, Instant when) throws IOException {
    String text =
        completeHead(id)
            + "generation "
            + generation
            + "\nwhen "
            + when
            + SOURCE
            + source.replaceAll("\\p{Cntrl}", " ")
            + "\n";
    Path aside = layout.staging().resolve("complete." + nonces.next());
    try (OutputStream out = disk.writeNewUnforced(aside)) {
      out.write(text.getBytes(UTF_8));
    }
    disk.moveAtomically(aside, layout.version(id).resolve(Layout.COMPLETE));
  }

  private static String completeHead(VersionId id) {
    return "plugin-swap complete 1\nplugin " + id.plugin() + "\ndigest " + id.digest() + "\n";
  }

  void deleteStaging(String name) throws IOException {
    tree.delete(layout.staging().resolve(name));
  }

  void deleteLease(String name) throws IOException {
    disk.delete(layout.leases().resolve(name));
  }
}
