package dev.pluginswap.crash;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every operation of a {@link RecordingFileSystem}: it may fail, is done in memory, is noted. */
final class RecordingProvider extends FileSystemProvider {
  private final RecordingFileSystem fileSystem;
  private final InodeNumbers numbers;

  /** Open files and directories. */
  private final Set<RecordingChannel> channels = new LinkedHashSet<>();

  RecordingProvider(RecordingFileSystem fileSystem, InodeNumbers numbers) {
    this.fileSystem = fileSystem;
    this.numbers = numbers;
  }

  InodeNumbers numbers() {
    return numbers;
  }

  interface Work<T> {
    T run() throws IOException;
  }

  interface Action {
    void run() throws IOException;
  }

  /** Does something, unless it is to fail, or until it is to fail. */
  <T> T perform(Operation operation, Path path, Work<T> work) throws IOException {
    Fault fault = fileSystem.nextFault(operation, path);
    if (fault == null) {
      return work.run();
    }
    if (fault.moment() == Fault.Moment.AFTER && work.run() instanceof AutoCloseable opened) {
      close(opened);
    }
    throw fault.cause().exception(path);
  }

  void perform(Operation operation, Path path, Action action) throws IOException {
    Boolean unused =
        perform(
            operation,
            path,
            () -> {
              action.run();
              return true;
            });
  }

  private static void close(AutoCloseable opened) throws IOException {
    try {
      opened.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Nullable Fault nextFault(Operation operation, Path path) {
    return fileSystem.nextFault(operation, path);
  }

  void note(Effect effect, Path place) {
    fileSystem.note(effect, place);
  }

  void closed(RecordingChannel channel) {
    channels.remove(channel);
  }

  void closeChannels() throws IOException {
    for (RecordingChannel channel : List.copyOf(channels)) {
      channel.close();
    }
  }

  private Path memory(Path path) {
    fileSystem.memory(); // fails when it is closed
    return RecordingPath.inMemory(path);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = memory(path);
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    boolean makes =
        writes
            && (options.contains(StandardOpenOption.CREATE)
                || options.contains(StandardOpenOption.CREATE_NEW))
            && !Files.exists(file);
    Operation operation = makes ? Operation.MAKE_FILE : Operation.OPEN;
    return perform(operation, path, () -> open(path, file, writes, options, attributes));
  }

  private FileChannel open(
      Path path,
      Path file,
      boolean writes,
      Set<? extends OpenOption> options,
      FileAttribute<?>... attributes)
      throws IOException {
    if (Files.isDirectory(file)) {
      return openDirectory(path, file, writes);
    }
    boolean existed = Files.exists(file);
    FileChannel channel = FileChannel.open(file, options, attributes);
    Path real = file.toRealPath();
    long inode = numbers.of(real);
    if (!existed) {
      note(new Effect.MakeFile(numbers.ofParent(real), real.getFileName().toString(), inode), path);
    } else if (writes && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      note(new Effect.Truncate(inode, 0), path);
    }
    return register(new RecordingChannel(this, path, real, inode, channel));
  }

  private FileChannel openDirectory(Path path, Path directory, boolean writes) throws IOException {
    if (!fileSystem.options().forcesDirectories()) {
      throw new AccessDeniedException(path.toString());
    }
    if (writes) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    Path real = directory.toRealPath();
    return register(new RecordingChannel(this, path, real, numbers.of(real), null));
  }

  private RecordingChannel register(RecordingChannel channel) {
    channels.add(channel);
    return channel;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    perform(
        Operation.LIST,
        directory,
        () -> {
          try (DirectoryStream<Path> entries = Files.newDirectoryStream(memory(directory))) {
            for (Path entry : entries) {
              if (filter.accept(fileSystem.wrap(entry))) {
                found.add(fileSystem.wrap(entry));
              }
            }
          }
        });
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path made = memory(directory);
    perform(
        Operation.MAKE_DIRECTORY,
        directory,
        () -> {
          Files.createDirectory(made, attributes);
          note(
              new Effect.MakeDirectory(numbers.ofParent(made), name(made), numbers.of(made)),
              directory);
        });
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    if (!fileSystem.options().symbolicLinks()) {
      throw new FileSystemException(
          link.toString(), null, "A required privilege is not held by the client");
    }
    Path made = memory(link);
    perform(
        Operation.MAKE_SYMBOLIC_LINK,
        link,
        () -> {
          Files.createSymbolicLink(made, memory(target), attributes);
          note(
              new Effect.MakeSymbolicLink(
                  numbers.ofParent(made), name(made), numbers.of(made), target.toString()),
              link);
        });
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    Path made = memory(link);
    perform(
        Operation.LINK,
        link,
        () -> {
          Files.createLink(made, memory(existing));
          note(new Effect.Link(numbers.ofParent(made), name(made), numbers.of(made)), link);
        });
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return perform(
        Operation.READ_LINK, link, () -> fileSystem.wrap(Files.readSymbolicLink(memory(link))));
  }

  @Override
  public void delete(Path path) throws IOException {
    perform(Operation.DELETE, path, () -> deleteInMemory(path));
  }

  private void deleteInMemory(Path path) throws IOException {
    Path gone = memory(path);
    long inode = numbers.of(gone);
    refuseIfOpen(gone, path);
    long directory = numbers.ofParent(gone);
    Files.delete(gone);
    note(new Effect.Unlink(directory, name(gone), inode), path);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Set<CopyOption> asked = Set.of(options);
    boolean atomic = asked.contains(ATOMIC_MOVE);
    boolean replaces = atomic || asked.contains(REPLACE_EXISTING);
    perform(
        Operation.MOVE,
        target,
        () -> {
          Path from = memory(source);
          Path to = memory(target);
          long moved = numbers.of(from);
          if (Files.exists(to, NOFOLLOW_LINKS)) {
            if (numbers.of(to) == moved) {
              rename(from, to, moved, source, target); // at most the case of the name changes
              return;
            }
            if (!replaces) {
              throw new FileAlreadyExistsException(target.toString());
            }
            makeRoom(from, to, atomic, target);
          }
          rename(from, to, moved, source, target);
        });
  }

  private void makeRoom(Path from, Path to, boolean atomic, Path target) throws IOException {
    if (!atomic) {
      deleteInMemory(target);
      return;
    }
    boolean directory = Files.isDirectory(from, NOFOLLOW_LINKS);
    boolean onto = Files.isDirectory(to, NOFOLLOW_LINKS);
    if (directory && !onto) {
      throw new FileSystemException(from.toString(), to.toString(), "Not a directory");
    }
    if (!directory && onto) {
      throw new FileSystemException(from.toString(), to.toString(), "Is a directory");
    }
    if (onto && !isEmpty(to)) {
      throw new DirectoryNotEmptyException(target.toString());
    }
    refuseIfOpen(to, target);
    Files.delete(to);
  }

  private void rename(Path from, Path to, long moved, Path source, Path target) throws IOException {
    refuseIfOpen(from, source);
    long fromDirectory = numbers.ofParent(from);
    Files.move(from, to);
    note(
        new Effect.Rename(fromDirectory, name(from), numbers.ofParent(to), name(to), moved),
        target);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private void refuseIfOpen(Path path, Path asked) throws IOException {
    if (!fileSystem.options().openFilesStay()) {
      return;
    }
    Path real = path.toRealPath(NOFOLLOW_LINKS);
    for (RecordingChannel channel : channels) {
      if (channel.realPath().startsWith(real)) {
        throw new FileSystemException(
            asked.toString(),
            null,
            "The process cannot access the file because it is being used by another process");
      }
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("copy through streams: " + source + " to " + target);
  }

  Path realPath(RecordingPath path, LinkOption... options) throws IOException {
    return perform(
        Operation.REAL_PATH, path, () -> fileSystem.wrap(memory(path).toRealPath(options)));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return perform(Operation.LOOK, path, () -> Files.isSameFile(memory(path), memory(other)));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return perform(Operation.LOOK, path, () -> Files.isHidden(memory(path)));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return perform(Operation.LOOK, path, () -> Files.getFileStore(memory(path)));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    Path asked = memory(path);
    perform(Operation.LOOK, path, () -> asked.getFileSystem().provider().checkAccess(asked, modes));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return perform(Operation.LOOK, path, () -> Files.readAttributes(memory(path), type, options));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return perform(
        Operation.LOOK, path, () -> Files.readAttributes(memory(path), attributes, options));
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(memory(path), type, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    perform(
        Operation.LOOK,
        path,
        () -> {
          Path unused = Files.setAttribute(memory(path), attribute, value, options);
        });
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  @Override
  public String getScheme() {
    return "recording";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("mount an image instead");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("a recording file system has no URI: " + uri);
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("a recording file system has no URI: " + uri);
  }
}
