package dev.pluginswap.benchmarks;

import dev.pluginswap.store.Disk;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A real disk that notes what is forced. */
final class CountingDisk implements Disk {

  private final Disk disk;
  private final List<Path> forced = new ArrayList<>();

  CountingDisk(Disk disk) {
    this.disk = disk;
  }

  /** The files and directories that were forced, in order, each time that they were. */
  List<Path> forced() {
    return forced;
  }

  @Override
  public OutputStream writeNew(Path file) throws IOException {
    return new FilterOutputStream(disk.writeNew(file)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        out.close();
        forced.add(file);
      }
    };
  }

  @Override
  public OutputStream writeNewUnforced(Path file) throws IOException {
    return disk.writeNewUnforced(file);
  }

  @Override
  public void force(Path directory) throws IOException {
    disk.force(directory);
    forced.add(directory);
  }

  @Override
  public Path realPath(Path directory) throws IOException {
    return disk.realPath(directory);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    disk.createDirectory(directory);
  }

  @Override
  public void moveAtomically(Path from, Path to) throws IOException {
    disk.moveAtomically(from, to);
  }

  @Override
  public void createLink(Path link, String target) throws IOException {
    disk.createLink(link, target);
  }

  @Override
  public String readLink(Path link) throws IOException {
    return disk.readLink(link);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return disk.read(file);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return disk.open(file);
  }

  @Override
  public BasicFileAttributes attributes(Path path) throws IOException {
    return disk.attributes(path);
  }

  @Override
  public FileChannel openLock(Path file) throws IOException {
    return disk.openLock(file);
  }
}
