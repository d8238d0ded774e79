package dev.pluginswap.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Makes the store's own directories. */
record Directories(Disk disk) {

  /** Makes a directory that is missing, with its parents, durably. */
  void make(Path directory) throws IOException {
    BasicFileAttributes there = disk.attributes(directory);
    if (there != null && (there.isDirectory() || there.isSymbolicLink())) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      disk.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      BasicFileAttributes made = disk.attributes(directory);
      if (made == null || !made.isDirectory()) {
        throw e;
      }
    }
    if (parent != null) {
      disk.force(parent);
    }
  }
}
