package dev.pluginswap.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Puts an image into a file system in memory. */
final class Mount {
  private final DiskImage image;
  private final InodeNumbers numbers;

  /** Where each file was put, for its second name. */
  private final Map<Long, Path> files = new HashMap<>();

  Mount(DiskImage image, InodeNumbers numbers) {
    this.image = image;
    this.numbers = numbers;
  }

  void run(Path root) throws IOException {
    put(image.root(), root);
  }

  private void put(long number, Path path) throws IOException {
    Inode inode = image.inodes().get(number);
    Path first = files.get(number);
    if (first != null) {
      Files.createLink(path, first);
      return;
    }
    if (inode instanceof Inode.Directory directory) {
      if (path.getNameCount() > 0) {
        Files.createDirectory(path);
      }
      numbers.assign(path, number);
      for (Map.Entry<String, Long> entry : directory.entries().entrySet()) {
        put(entry.getValue(), path.resolve(entry.getKey()));
      }
      return;
    }
    if (inode instanceof Inode.RegularFile file) {
      Files.write(path, file.content().toArray());
      files.put(number, path);
    } else if (inode instanceof Inode.SymbolicLink link) {
      Files.createSymbolicLink(path, path.getFileSystem().getPath(link.target()));
    }
    numbers.assign(path, number);
  }
}
