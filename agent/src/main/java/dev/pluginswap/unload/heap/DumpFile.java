package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a heap dump, mapped into memory. Whatever is read beyond the end of the file is a
 * {@link BrokenDumpException} that names the offset.
 */
final class DumpFile {

  /** 1 GiB; a mapping has at most 2 GiB. */
  private static final int WINDOW_BITS = 30;

  /** How far a mapping reaches into the next one, in bytes: a value may lie across both. */
  private static final int OVERLAP = Long.BYTES;

  /** {@code JAVA PROFILE 1.0.2} and its zero, then the size of ids and the time. */
  private static final int VERSION_BYTES = "JAVA PROFILE 1.0.2".length() + 1;

  private static final int HEADER_BYTES = VERSION_BYTES + Integer.BYTES + Long.BYTES;

  private final Path path;

  /** In bytes. */
  private final long size;

  private final int windowBits;

  /** Each begins at a multiple of {@code 1 << windowBits} and ends {@link #OVERLAP} beyond. */
  private final ByteBuffer[] windows;

  /** 4 or 8, in bytes. */
  private final int idSize;

  private DumpFile(Path path, long size, int windowBits, ByteBuffer[] windows) throws IOException {
    this.path = path;
    this.size = size;
    this.windowBits = windowBits;
    this.windows = windows;
    this.idSize = readHeader();
  }

  /**
   * Maps a dump; it stays mapped until this is garbage.
   *
   * @throws BrokenDumpException if it does not begin as a dump does
   * @throws IOException if it cannot be read
   */
  static DumpFile open(Path path) throws IOException {
    return open(path, WINDOW_BITS);
  }

  /**
   * Maps a dump in smaller pieces.
   *
   * @param windowBits each maps 2 to the power of this, in bytes; from 3 to 30
   */
  static DumpFile open(Path path, int windowBits) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      long bytes = 1L << windowBits;
      ByteBuffer[] windows = new ByteBuffer[Math.toIntExact((size + bytes - 1) / bytes)];
      for (int i = 0; i < windows.length; i++) {
        long start = i * bytes;
        windows[i] =
            channel.map(MapMode.READ_ONLY, start, Math.min(size - start, bytes + OVERLAP));
      }
      return new DumpFile(path, size, windowBits, windows);
    }
  }

  private int readHeader() throws IOException {
    String expected = "JAVA PROFILE 1.0.1 or 1.0.2";
    require(0, VERSION_BYTES, size, expected);
    String version = new String(bytes(0, VERSION_BYTES), StandardCharsets.ISO_8859_1);
    if (!version.equals("JAVA PROFILE 1.0.2\0") && !version.equals("JAVA PROFILE 1.0.1\0")) {
      throw broken(0, expected, "there is something else");
    }
    require(VERSION_BYTES, HEADER_BYTES - VERSION_BYTES, size, "the size of ids and the time");
    long ids = u4(VERSION_BYTES);
    if (ids != Integer.BYTES && ids != Long.BYTES) {
      throw broken(VERSION_BYTES, "ids of 4 or 8 bytes", "they have " + ids);
    }
    return (int) ids;
  }

  Path path() {
    return path;
  }

  /** In bytes. */
  long size() {
    return size;
  }

  /** Bytes of an id: 4 or 8. */
  int idSize() {
    return idSize;
  }

  /** Where the first record is, in bytes. */
  long firstRecord() {
    return HEADER_BYTES;
  }

  int u1(long at) throws BrokenDumpException {
    require(at, 1, size, "a byte");
    return window(at).get(position(at)) & 0xff;
  }

  int u2(long at) throws BrokenDumpException {
    require(at, Short.BYTES, size, "2 bytes");
    return window(at).getShort(position(at)) & 0xffff;
  }

  /** Four bytes as they are, with a sign. */
  int i4(long at) throws BrokenDumpException {
    require(at, Integer.BYTES, size, "4 bytes");
    return window(at).getInt(position(at));
  }

  long u4(long at) throws BrokenDumpException {
    return i4(at) & 0xffff_ffffL;
  }

  /** An id; 0 is null. */
  long id(long at) throws BrokenDumpException {
    if (idSize == Integer.BYTES) {
      return u4(at);
    }
    require(at, Long.BYTES, size, "an id");
    return window(at).getLong(position(at));
  }

  /** A copy of some bytes. */
  byte[] bytes(long at, int length) throws BrokenDumpException {
    require(at, length, size, length + " bytes");
    byte[] copy = new byte[length]; // not more than the file has
    for (int i = 0; i < length; i++) {
      copy[i] = window(at + i).get(position(at + i));
    }
    return copy;
  }

  /**
   * Returns if there are so many bytes before the limit.
   *
   * @param limit in bytes from the start of the file
   * @param expected what they are, for the message
   */
  void require(long at, long length, long limit, String expected) throws BrokenDumpException {
    if (at < 0 || at > limit || length > limit - at) {
      long left = Math.max(0, limit - at);
      String where = limit == size ? "the file" : "its record";
      throw broken(at, expected, "only %d bytes of %s are left".formatted(left, where));
    }
  }

  BrokenDumpException broken(long at, String expected, String found) {
    return new BrokenDumpException(path, at, expected, found);
  }

  private ByteBuffer window(long at) {
    return windows[(int) (at >>> windowBits)];
  }

  private int position(long at) {
    return (int) (at & ((1L << windowBits) - 1));
  }
}
