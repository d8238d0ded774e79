package dev.pluginswap.bundle;

import java.io.IOException;

/** A stored file list is not as it was written. The message says what is wrong with it. */
public final class DamagedFileListException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedFileListException(String message) {
    super(message);
  }

  DamagedFileListException(String message, Throwable cause) {
    super(message, cause);
  }
}
