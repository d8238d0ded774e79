package dev.pluginswap.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Which inode a path in memory leads to, numbered so that what came from an image keeps its number.
 */
final class InodeNumbers {
  private final Map<Object, Long> byKey = new HashMap<>();
  private long next;

  InodeNumbers(long next) {
    this.next = next;
  }

  /** Of what is there itself, a link too; something new gets a new number. */
  long of(Path path) throws IOException {
    return byKey.computeIfAbsent(key(path, LinkOption.NOFOLLOW_LINKS), absent -> next++);
  }

  /** Of the directory that holds an entry of this path. */
  long ofParent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException(path + " has no directory above it");
    }
    return byKey.computeIfAbsent(key(parent), absent -> next++);
  }

  void assign(Path path, long number) throws IOException {
    byKey.put(key(path, LinkOption.NOFOLLOW_LINKS), number);
  }

  private static Object key(Path path, LinkOption... options) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, options).fileKey();
  }
}
