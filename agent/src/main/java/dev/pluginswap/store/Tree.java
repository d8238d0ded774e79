package dev.pluginswap.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What is done to a directory and everything below it. Links are never followed. */
record Tree(Disk disk) {

  /** Forces every directory, the deepest first. */
  void force(Path directory) throws IOException {
    for (Path entry : disk.list(directory)) {
      if (isDirectory(entry)) {
        force(entry);
      }
    }
    disk.force(directory);
  }

  /** Deletes; nothing happens where there is nothing. */
  void delete(Path path) throws IOException {
    if (isDirectory(path)) {
      for (Path entry : disk.list(path)) {
        delete(entry);
      }
    }
    disk.delete(path);
  }

  /** Adds every file and link below a directory, in order. */
  void collectFiles(Path directory, List<Path> files) throws IOException {
    for (Path entry : disk.list(directory)) {
      if (isDirectory(entry)) {
        collectFiles(entry, files);
      } else {
        files.add(entry);
      }
    }
  }

  boolean isDirectory(Path path) throws IOException {
    BasicFileAttributes attributes = disk.attributes(path);
    return attributes != null && attributes.isDirectory();
  }
}
