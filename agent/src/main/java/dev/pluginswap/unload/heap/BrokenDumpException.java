package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.file.Path;

/** A file is no heap dump, or not a whole one. */
final class BrokenDumpException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * Says where.
   *
   * @param offset in bytes from the start of the file
   * @param expected what should be there
   * @param found what is there instead
   */
  BrokenDumpException(Path file, long offset, String expected, String found) {
    super(
        "%s is no whole heap dump: at offset %d expected %s, but %s; take another dump"
            .formatted(file, offset, expected, found));
  }
}
