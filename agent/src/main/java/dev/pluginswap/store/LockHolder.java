package dev.pluginswap.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who holds a lock file, as far as the operating system tells without the file being opened. */
final class LockHolder {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final Logger LOG = LoggerFactory.getLogger(LockHolder.class);

  private LockHolder() {}

  /** For a message: {@code " (process 4711)"}; empty when it is not known. */
  static String of(Path lock) {
    if (!lock.getFileSystem().equals(FileSystems.getDefault()) || !Files.isReadable(LOCKS)) {
      return "";
    }
    try {
      // "12: POSIX  ADVISORY  WRITE 4711 08:01:1835027 0 EOF", the last number of the id the inode.
      String suffix = ":" + Files.getAttribute(lock, "unix:ino");
      for (String line : Files.readAllLines(LOCKS, StandardCharsets.ISO_8859_1)) {
        String[] words = line.trim().split("\\s+", -1);
        if (words.length >= 6 && words[5].endsWith(suffix) && !words[4].startsWith("-")) {
          return " (process " + words[4] + ")";
        }
      }
    } catch (IOException e) {
      LOG.debug("cannot tell who holds {}", lock, e);
    }
    return "";
  }
}
