package dev.pluginswap.crash;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that notes what is done to it, and fails where it is told to.
 *
 * <p>As strict as Linux where memory is lenient: a file does not replace a directory nor a
 * directory a file, no rename replaces a directory that holds something, and a move that replaces
 * without {@code ATOMIC_MOVE} is what the JDK makes of it, a deletion and then a rename. Copying
 * within it is not supported: copy through streams.
 *
 * <p>For one thread at a time.
 */
public final class RecordingFileSystem extends FileSystem {
  private final DiskImage mounted;
  private final DiskOptions options;
  private final RecordingProvider provider;
  private final List<LoggedEffect> log = new ArrayList<>();

  /** Null once it is closed, so that whoever keeps this object keeps no disk. */
  private @Nullable FileSystem memory;

  private Faults faults = Faults.NONE;

  /** Operations since the faults were set. */
  private int operations;

  private RecordingFileSystem(DiskImage mounted, DiskOptions options, FileSystem memory) {
    this.mounted = mounted;
    this.options = options;
    this.memory = memory;
    this.provider = new RecordingProvider(this, new InodeNumbers(mounted.nextInode()));
  }

  /** A file system with this on its disk. */
  public static RecordingFileSystem mount(DiskImage image, DiskOptions options) {
    FileSystem memory = Jimfs.newFileSystem(options.names());
    RecordingFileSystem mounted = new RecordingFileSystem(image, options, memory);
    try {
      Path root = memory.getRootDirectories().iterator().next();
      new Mount(image, mounted.provider.numbers()).run(root);
    } catch (IOException e) {
      throw new IllegalStateException("this image cannot be mounted:\n" + image.describe(), e);
    }
    return mounted;
  }

  /** What has been done since it was mounted, in order. */
  public List<LoggedEffect> log() {
    return List.copyOf(log);
  }

  /** As {@link #log}, without the places. */
  public List<Effect> effects() {
    return log.stream().map(LoggedEffect::effect).toList();
  }

  /** What would be on the disk if it were switched off properly now. */
  public DiskImage image() {
    return mounted.after(effects());
  }

  /** What was on the disk when it was mounted. */
  public DiskImage mounted() {
    return mounted;
  }

  /** Notes that the process has come to a point. */
  public void mark(String text) {
    log.add(new LoggedEffect(new Effect.Mark(text), text));
  }

  /** From now on these operations fail; counting starts again. */
  public void fail(Faults faults) {
    this.faults = faults;
    operations = 0;
  }

  /** Operations since {@link #fail} was called, or since it was mounted. */
  public int operations() {
    return operations;
  }

  /** The path in this file system to names from the root on. */
  public Path path(List<String> names) {
    Path path = getRootDirectories().iterator().next();
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  /** What kind of file system it is. */
  public DiskOptions options() {
    return options;
  }

  void note(Effect effect, Path place) {
    log.add(new LoggedEffect(effect, place.toString()));
  }

  @Nullable Fault nextFault(Operation operation, Path path) {
    return faults.before(operations++, operation, path);
  }

  FileSystem memory() {
    FileSystem open = memory;
    if (open == null) {
      throw new ClosedFileSystemException();
    }
    return open;
  }

  RecordingPath wrap(Path path) {
    return new RecordingPath(this, path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  /** Closes what is open in it. */
  @Override
  public void close() throws IOException {
    FileSystem open = memory;
    memory = null;
    if (open != null) {
      provider.closeChannels();
      open.close();
    }
  }

  @Override
  public boolean isOpen() {
    return memory != null;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return memory().getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    memory().getRootDirectories().forEach(root -> roots.add(wrap(root)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return memory().getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return memory().supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(memory().getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = memory().getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(RecordingPath.inMemory(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return memory().getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nothing is watched here");
  }
}
