package dev.pluginswap.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last comparison of each version found, and how its files looked from outside then: to
 * say of files that have not been touched since what was said of them then, without reading them.
 */
final class IntegrityMemory {
  private final Disk disk;
  private final IntegrityCheck check;
  private final Map<VersionId, Checked> last = new ConcurrentHashMap<>();

  private record Checked(List<Stamp> stamps, Integrity integrity) {}

  /** A file from outside. The key is its inode, where there is one. */
  private record Stamp(Path file, long size, FileTime modified, String key) {}

  IntegrityMemory(Disk disk) {
    this.disk = disk;
    this.check = new IntegrityCheck(disk);
  }

  /** Compares every file. */
  Integrity compare(Path directory, VersionId id) throws IOException {
    // Before the files are read: what changes meanwhile is read again next time.
    List<Stamp> stamps = stamps(directory);
    Integrity integrity = check.of(directory, id);
    last.put(id, new Checked(stamps, integrity));
    return integrity;
  }

  /** Compares every file, unless none has been touched since that was done last. */
  Integrity recall(Path directory, VersionId id) throws IOException {
    Checked checked = last.get(id);
    return checked != null && checked.stamps.equals(stamps(directory))
        ? checked.integrity
        : compare(directory, id);
  }

  void forget(VersionId id) {
    last.remove(id);
  }

  private List<Stamp> stamps(Path directory) throws IOException {
    Tree tree = new Tree(disk);
    List<Stamp> stamps = new ArrayList<>();
    if (!tree.isDirectory(directory)) {
      return stamps;
    }
    List<Path> files = new ArrayList<>();
    tree.collectFiles(directory, files);
    files.remove(directory.resolve(Layout.COMPLETE)); // not part of the version
    for (Path file : files) {
      BasicFileAttributes seen = disk.attributes(file);
      if (seen != null) {
        stamps.add(
            new Stamp(
                file, seen.size(), seen.lastModifiedTime(), Objects.toString(seen.fileKey())));
      }
    }
    return stamps;
  }
}
