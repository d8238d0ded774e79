package dev.pluginswap.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the store's own directories, durably. */
record Directories(Disk disk) {
  private static final Logger LOG = LoggerFactory.getLogger(Directories.class);

  /**
   * Makes a directory that is missing, with its parents.
   *
   * @return false when it was there
   */
  boolean make(Path directory) throws IOException {
    BasicFileAttributes there = disk.attributes(directory);
    if (there != null && (there.isDirectory() || there.isSymbolicLink())) {
      return false;
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
    return true;
  }

  /**
   * As {@link #make}, and forces one that is there already: whoever made it may have been killed
   * before.
   */
  void confirm(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (!make(directory) && parent != null) {
      disk.force(parent);
    }
  }

  /** As {@link #confirm}, for all parents too, as far as they can be forced. */
  void confirmWithParents(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent == null) {
      return;
    }
    confirmWithParents(parent);
    if (!make(directory)) {
      try {
        disk.force(parent);
      } catch (IOException e) {
        // What this user may not open, no JVM before it has written to; nor is the plugins
        // directory on a file system that cannot do this.
        LOG.debug("cannot force {}, which is above the plugins directory", parent, e);
      }
    }
  }
}
