package dev.pluginswap.bundle;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of one file, as they come out of an artifact. */
interface Content extends Closeable {

  /**
   * Reads some bytes.
   *
   * @return how many; -1 at the end, and then the content is known to be whole
   * @throws BundleRefusedException if the artifact is damaged here
   * @throws IOException if it cannot be read
   */
  int read(byte[] buffer) throws IOException, BundleRefusedException;

  /** Nothing to close, unless said otherwise. */
  @Override
  default void close() throws IOException {}
}
