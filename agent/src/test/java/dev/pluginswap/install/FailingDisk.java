package dev.pluginswap.install;

import dev.pluginswap.store.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real disk of which the n-th operation fails: once, or from then on. Reads count too. */
final class FailingDisk implements Disk {

  private final Disk real;
  private int count;
  private int failAt = Integer.MAX_VALUE;
  private boolean forGood;

  /** Every lock file that was opened. */
  private final List<FileChannel> locks = new CopyOnWriteArrayList<>();

  /** What was asked for, while nothing is to fail. */
  private final List<String> log = new ArrayList<>();

  FailingDisk(Disk real) {
    this.real = real;
  }

  synchronized void failAt(int operation, boolean forGood) {
    this.count = 0;
    this.failAt = operation;
    this.forGood = forGood;
    log.clear();
  }

  synchronized void heal() {
    failAt = Integer.MAX_VALUE;
    forGood = false;
  }

  synchronized int count() {
    return count;
  }

  /** The operation that failed. */
  synchronized String failed() {
    return failAt <= log.size() ? log.get(failAt - 1) : "none";
  }

  /** What was asked for since {@link #failAt}, in order. */
  synchronized List<String> operations() {
    return List.copyOf(log);
  }

  private synchronized void before(String what, Path path) throws IOException {
    count++;
    log.add(what + " " + path);
    if (count == failAt || (forGood && count > failAt)) {
      throw new IOException("injected into: " + what + " " + path);
    }
  }

  @Override
  public Path realPath(Path directory) throws IOException {
    before("realPath", directory);
    return real.realPath(directory);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    before("createDirectory", directory);
    real.createDirectory(directory);
  }

  @Override
  public OutputStream writeNew(Path file) throws IOException {
    before("writeNew", file);
    return failing(file, real.writeNew(file));
  }

  @Override
  public OutputStream writeNewUnforced(Path file) throws IOException {
    before("writeNewUnforced", file);
    return failing(file, real.writeNewUnforced(file));
  }

  private OutputStream failing(Path file, OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        before("write", file);
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          before("write", file);
        } catch (IOException e) {
          out.write(bytes, offset, length / 2); // as when the disk is full: half of it is there
          throw e;
        }
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        try {
          before("force and close", file);
        } catch (IOException e) {
          out.close();
          throw e;
        }
        out.close();
      }
    };
  }

  @Override
  public void force(Path directory) throws IOException {
    before("force", directory);
    real.force(directory);
  }

  @Override
  public void moveAtomically(Path from, Path to) throws IOException {
    before("move", to);
    real.moveAtomically(from, to);
  }

  @Override
  public void createLink(Path link, String target) throws IOException {
    before("link", link);
    real.createLink(link, target);
  }

  @Override
  public String readLink(Path link) throws IOException {
    before("readLink", link);
    return real.readLink(link);
  }

  @Override
  public void delete(Path path) throws IOException {
    before("delete", path);
    real.delete(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    before("list", directory);
    return real.list(directory);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    before("read", file);
    return real.read(file);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    before("open", file);
    return real.open(file);
  }

  @Override
  public BasicFileAttributes attributes(Path path) throws IOException {
    before("attributes", path);
    return real.attributes(path);
  }

  @Override
  public FileChannel openLock(Path file) throws IOException {
    FileChannel opened = real.openLock(file);
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
