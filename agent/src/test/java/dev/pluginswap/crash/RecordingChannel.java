package dev.pluginswap.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file or directory of a {@link RecordingFileSystem}. */
final class RecordingChannel extends FileChannel {
  private final RecordingProvider provider;
  private final Path path;

  /** In memory. */
  private final Path realPath;

  private final long inode;
  private final boolean isDirectory;

  /** Null for a directory, and once it is closed. */
  private @Nullable FileChannel memory;

  RecordingChannel(
      RecordingProvider provider,
      Path path,
      Path realPath,
      long inode,
      @Nullable FileChannel memory) {
    this.provider = provider;
    this.path = path;
    this.realPath = realPath;
    this.inode = inode;
    this.memory = memory;
    this.isDirectory = memory == null;
  }

  Path realPath() {
    return realPath;
  }

  private FileChannel memory() throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    FileChannel open = memory;
    if (open == null) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    return open;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    provider.perform(
        Operation.FORCE,
        path,
        () -> {
          if (!isDirectory) {
            memory().force(metadata);
          }
          provider.note(new Effect.Force(inode), path);
        });
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return writeAt(source, memory().position(), true);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return writeAt(source, position, false);
  }

  private int writeAt(ByteBuffer source, long position, boolean moves) throws IOException {
    FileChannel file = memory();
    Fault fault = provider.nextFault(Operation.WRITE, path);
    int length = source.remaining();
    if (fault != null) {
      switch (fault.moment()) {
        case BEFORE -> length = 0;
        case HALFWAY -> length /= 2;
        case AFTER -> {}
      }
    }
    if (length > 0) {
      byte[] bytes = new byte[length];
      source.get(bytes);
      ByteBuffer all = ByteBuffer.wrap(bytes);
      for (long at = position; all.hasRemaining(); ) {
        at += file.write(all, at);
      }
      provider.note(new Effect.Write(inode, position, Content.of(bytes)), path);
      if (moves) {
        file.position(position + length);
      }
    }
    if (fault != null) {
      throw fault.cause().exception(path);
    }
    return length;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      written += write(sources[i]);
    }
    return written;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    provider.perform(
        Operation.TRUNCATE,
        path,
        () -> {
          if (size < memory().size()) {
            memory().truncate(size);
            provider.note(new Effect.Truncate(inode, size), path);
          }
        });
    return this;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return provider.perform(Operation.READ, path, () -> memory().read(target));
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return provider.perform(Operation.READ, path, () -> memory().read(target, position));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return provider.perform(Operation.READ, path, () -> memory().read(targets, offset, length));
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return provider.perform(
        Operation.READ, path, () -> memory().transferTo(position, count, target));
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("write to " + path + " instead");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("nothing is mapped here: " + path);
  }

  @Override
  public long position() throws IOException {
    return memory().position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    memory().position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return memory().size();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return provider.perform(Operation.LOCK, path, () -> memory().lock(position, size, shared));
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return provider.perform(Operation.LOCK, path, () -> memory().tryLock(position, size, shared));
  }

  @Override
  protected void implCloseChannel() throws IOException {
    provider.closed(this);
    FileChannel open = memory;
    memory = null;
    if (open != null) {
      open.close();
    }
  }
}
