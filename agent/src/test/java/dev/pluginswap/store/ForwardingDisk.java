package dev.pluginswap.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk that does what another one does, but for what a test makes different. */
public abstract class ForwardingDisk implements Disk {
  protected final Disk disk;

  protected ForwardingDisk(Disk disk) {
    this.disk = disk;
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
  public OutputStream writeNew(Path file) throws IOException {
    return disk.writeNew(file);
  }

  @Override
  public OutputStream writeNewUnforced(Path file) throws IOException {
    return disk.writeNewUnforced(file);
  }

  @Override
  public void force(Path directory) throws IOException {
    disk.force(directory);
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
  public @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    return disk.attributes(path);
  }

  @Override
  public FileChannel openLock(Path file) throws IOException {
    return disk.openLock(file);
  }
}
