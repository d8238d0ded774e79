package dev.pluginswap.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** The exceptions of java.nio whose message is nothing but a path, in words. */
final class IoMessages {

  private IoMessages() {}

  static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + " may not be read or written";
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " exists already";
    }
    return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
  }
}
