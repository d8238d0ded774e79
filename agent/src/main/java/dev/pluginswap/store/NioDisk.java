package dev.pluginswap.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real disk. */
final class NioDisk implements Disk {

  /** Whether a directory can be opened and forced: decided once, never by trying. */
  private final boolean forcesDirectories;

  private final Executor writers;

  private NioDisk(boolean forcesDirectories, Executor writers) {
    this.forcesDirectories = forcesDirectories;
    this.writers = writers;
  }

  /** Threads that wait for the disk, made when they are needed and gone soon after. */
  private static final class Writers {
    /** A journal takes in what so many wait for at a time; more gain nothing. */
    private static final int MOST = 16;

    private static final int IDLE_SECONDS = 5;

    static final Executor POOL = pool();

    private static Executor pool() {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              MOST,
              MOST,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(null, task, "plugin-swap-disk", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(NioDisk.class.getClassLoader());
                return thread;
              });
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }

  /** Windows refuses to open a directory, and file systems in memory have nothing to force. */
  static NioDisk of(FileSystem fileSystem) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    boolean real = fileSystem.equals(FileSystems.getDefault());
    return new NioDisk(real && !windows, real ? Writers.POOL : Runnable::run);
  }

  /** For a file system of which it is known whether its directories can be forced. */
  static NioDisk of(boolean forcesDirectories) {
    return new NioDisk(forcesDirectories, Runnable::run);
  }

  @Override
  public Path realPath(Path directory) throws IOException {
    return directory.toRealPath();
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  @Override
  public OutputStream writeNew(Path file) throws IOException {
    return new ForcingStream(
        file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public Executor writers() {
    return writers;
  }

  @Override
  public OutputStream writeNewUnforced(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void force(Path directory) throws IOException {
    if (!forcesDirectories) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw naming(directory, e);
    }
  }

  @Override
  public void moveAtomically(Path from, Path to) throws IOException {
    // Never REPLACE_EXISTING: without ATOMIC_MOVE it deletes the target first.
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void createLink(Path link, String target) throws IOException {
    Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
  }

  @Override
  public String readLink(Path link) throws IOException {
    return Files.readSymbolicLink(link).toString();
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(Comparator.comparing(Path::toString));
    return entries;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Forces the file when it is closed, once; not when a write failed, there is nothing to keep. */
  private static final class ForcingStream extends OutputStream {
    private final Path file;
    private final FileChannel channel;
    private final OutputStream bytes;
    private boolean failed;

    ForcingStream(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
      this.bytes = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      try {
        bytes.write(source, offset, length);
      } catch (IOException e) {
        failed = true;
        throw naming(file, e);
      }
    }

    @Override
    public void close() throws IOException {
      if (!channel.isOpen()) {
        return;
      }
      try (channel) {
        if (!failed) {
          channel.force(true);
        }
      } catch (IOException e) {
        throw naming(file, e);
      }
    }
  }

  /** A channel does not say of which file it speaks. */
  private static IOException naming(Path file, IOException failure) {
    if (failure instanceof FileSystemException || failure instanceof ClosedChannelException) {
      return failure;
    }
    FileSystemException named =
        new FileSystemException(file.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }
}
