package dev.pluginswap.crash;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of a {@link RecordingFileSystem}. */
final class RecordingPath implements Path {
  private final RecordingFileSystem fileSystem;
  private final Path memory;

  RecordingPath(RecordingFileSystem fileSystem, Path memory) {
    this.fileSystem = fileSystem;
    this.memory = memory;
  }

  /** The same path in the file system underneath. */
  static Path inMemory(Path path) {
    if (path instanceof RecordingPath recording) {
      return recording.memory;
    }
    throw new ProviderMismatchException(path + " is not of a recording file system");
  }

  private RecordingPath wrap(Path path) {
    return new RecordingPath(fileSystem, path);
  }

  private @Nullable RecordingPath wrapOrNull(@Nullable Path path) {
    return path == null ? null : wrap(path);
  }

  @Override
  public FileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return memory.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return wrapOrNull(memory.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return wrapOrNull(memory.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return wrapOrNull(memory.getParent());
  }

  @Override
  public int getNameCount() {
    return memory.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return wrap(memory.getName(index));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return wrap(memory.subpath(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof RecordingPath path
        && path.fileSystem == fileSystem
        && memory.startsWith(path.memory);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof RecordingPath path
        && path.fileSystem == fileSystem
        && memory.endsWith(path.memory);
  }

  @Override
  public Path normalize() {
    return wrap(memory.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return wrap(memory.resolve(inMemory(other)));
  }

  @Override
  public Path resolve(String other) {
    return wrap(memory.resolve(other));
  }

  @Override
  public Path relativize(Path other) {
    return wrap(memory.relativize(inMemory(other)));
  }

  /** Whatever opened it would go past the recording. */
  @Override
  public URI toUri() {
    throw new UnsupportedOperationException(memory + " is in a recording file system: no URI");
  }

  @Override
  public Path toAbsolutePath() {
    return wrap(memory.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return ((RecordingProvider) fileSystem.provider()).realPath(this, options);
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nothing is watched here");
  }

  @Override
  public int compareTo(Path other) {
    return memory.compareTo(inMemory(other));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordingPath path
        && path.fileSystem == fileSystem
        && path.memory.equals(memory);
  }

  @Override
  public int hashCode() {
    return memory.hashCode();
  }

  @Override
  public String toString() {
    return memory.toString();
  }
}
