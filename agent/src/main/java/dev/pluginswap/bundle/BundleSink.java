package dev.pluginswap.bundle;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Where unpacked files go. Paths are already checked: relative to the bundle's root, separated by
 * {@code /}, without {@code ..}, and each file is asked for once.
 */
public interface BundleSink {

  /** Makes a directory and its parents; nothing happens if they are there. */
  void directory(String path) throws IOException;

  /**
   * Creates a file, and its parents if need be.
   *
   * @return where its content goes; {@code close()} makes the bytes durable
   */
  OutputStream file(String path) throws IOException;
}
