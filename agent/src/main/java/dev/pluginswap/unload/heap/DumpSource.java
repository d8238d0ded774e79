package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.file.Path;

/** The JVM whose heap is dumped, and the disk that takes the dump. */
interface DumpSource {

  /** How much of the heap is in use, garbage included, in bytes. */
  long usedBytes();

  /** How much more a directory takes, in bytes. */
  long freeBytes(Path directory) throws IOException;

  /**
   * Collects the garbage and writes what is left; the JVM stands still meanwhile.
   *
   * @param file must not exist; its name ends in {@code .hprof}
   * @throws IOException if it cannot be written whole, or this JVM writes no dumps
   */
  void dump(Path file) throws IOException;
}
