package dev.pluginswap.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Every effect on the file system and every look at it that the {@linkplain PluginStore store}
 * makes, one method each, so that tests can count, fail and log them.
 *
 * <p>No method follows a link in the last element of a path, and none retries. Safe for use by any
 * thread.
 */
public interface Disk {

  /** The disk under the file system of this path. */
  static Disk of(Path path) {
    return NioDisk.of(path.getFileSystem());
  }

  /** The path without links, for a directory that exists. */
  Path realPath(Path directory) throws IOException;

  /**
   * Makes one directory.
   *
   * @throws java.nio.file.FileAlreadyExistsException when anything is there already
   */
  void createDirectory(Path directory) throws IOException;

  /**
   * Makes a new file. Closing the stream forces its bytes; a failure of that is the failure of
   * {@code close}.
   *
   * @throws java.nio.file.FileAlreadyExistsException when anything is there already
   */
  OutputStream writeNew(Path file) throws IOException;

  /**
   * Where files may be made and closed whose order is of no account; at once, unless the disk can
   * do better.
   */
  default Executor writers() {
    return Runnable::run;
  }

  /**
   * Makes a new file whose bytes a power loss may take: for what can be written again.
   *
   * @throws java.nio.file.FileAlreadyExistsException when anything is there already
   */
  OutputStream writeNewUnforced(Path file) throws IOException;

  /** Forces the entries of a directory; does nothing where that cannot be done (Windows). */
  void force(Path directory) throws IOException;

  /** Renames; replaces a file or a link that is there, in one step. */
  void moveAtomically(Path from, Path to) throws IOException;

  /**
   * Makes a symbolic link.
   *
   * @param target the text of the link
   * @throws UnsupportedOperationException when the file system has none
   */
  void createLink(Path link, String target) throws IOException;

  /** The text of a symbolic link. */
  String readLink(Path link) throws IOException;

  /** Deletes a file, a link or an empty directory; nothing happens where there is nothing. */
  void delete(Path path) throws IOException;

  /** What a directory holds, by file name. */
  List<Path> list(Path directory) throws IOException;

  /** All bytes of a small file. */
  byte[] read(Path file) throws IOException;

  /** The bytes of a file. */
  InputStream open(Path file) throws IOException;

  /** What is there; null when nothing is. */
  @Nullable BasicFileAttributes attributes(Path path) throws IOException;

  /** Opens a file to lock it, and makes it when it is missing. */
  FileChannel openLock(Path file) throws IOException;
}
