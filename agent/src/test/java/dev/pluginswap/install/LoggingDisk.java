package dev.pluginswap.install;

import dev.pluginswap.store.Disk;
import dev.pluginswap.store.ForwardingDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real disk that remembers what was deleted, and which files are kept open. */
final class LoggingDisk extends ForwardingDisk {
  private final List<Path> deleted = new CopyOnWriteArrayList<>();

  /** Every lock file that was opened. */
  private final List<FileChannel> locks = new CopyOnWriteArrayList<>();

  LoggingDisk(Disk real) {
    super(real);
  }

  /** What was asked to be deleted, in order. */
  List<Path> deleted() {
    return List.copyOf(deleted);
  }

  @Override
  public void delete(Path path) throws IOException {
    deleted.add(path);
    super.delete(path);
  }

  @Override
  public FileChannel openLock(Path file) throws IOException {
    FileChannel opened = super.openLock(file);
    locks.add(opened);
    return opened;
  }

  /** Closes what the store keeps open for good, so that the file system can be unmounted. */
  void closeLocks() throws IOException {
    for (FileChannel opened : locks) {
      opened.close();
    }
  }
}
