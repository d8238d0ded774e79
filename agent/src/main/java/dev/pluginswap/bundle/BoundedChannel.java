package dev.pluginswap.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A read-only channel that gives up after a number of bytes, until it is told not to. The directory
 * of a zip is read into memory as a whole, and its size is whatever the archive says.
 */
final class BoundedChannel implements SeekableByteChannel {

  private final SeekableByteChannel channel;

  /** Bytes that may still be read. */
  private long allowed;

  BoundedChannel(SeekableByteChannel channel, long allowed) {
    this.channel = channel;
    this.allowed = allowed;
  }

  void unbound() {
    allowed = Long.MAX_VALUE;
  }

  boolean isExceeded() {
    return allowed < 0;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int n = channel.read(buffer);
    if (n > 0) {
      allowed -= n;
    }
    if (isExceeded()) {
      throw new IOException("more was read than is allowed");
    }
    return n;
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public int write(ByteBuffer buffer) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
