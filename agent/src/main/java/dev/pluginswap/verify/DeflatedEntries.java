package dev.pluginswap.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;

/**
 * Inflates entries of a zip file that stand in it one after the other: many with one read of the
 * file, and none with a stream and buffers of its own, which for small entries cost as much as
 * inflating them does. For one thread.
 */
final class DeflatedEntries implements Closeable {

  /** In place of a length. */
  static final int NOT_READ = -1;

  private static final int HEADER_SIGNATURE = 0x04034b50;
  private static final int HEADER_SIZE = 30;
  private static final int WINDOW_SIZE = 1 << 17;

  private final RandomAccessFile file;
  private final Inflater inflater = new Inflater(true);

  /** A part of the file. */
  private final byte[] window = new byte[WINDOW_SIZE];

  private long windowStart;
  private int windowLength;

  /** Entries of that file, which whoever opened it closes. */
  DeflatedEntries(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Inflates an entry to the beginning of an array.
   *
   * @param header where its local header is, or {@link CentralDirectory#UNKNOWN}
   * @return how long it is; {@link #NOT_READ} if it is not deflated, larger than the array,
   *     damaged, or unusual in any other way: {@link java.util.zip.ZipFile} reads it, or says what
   *     is wrong
   */
  int read(ZipEntry entry, long header, byte[] into) throws IOException {
    boolean plain = header != CentralDirectory.UNKNOWN && entry.getMethod() == ZipEntry.DEFLATED;
    if (!plain || entry.getSize() >= into.length) {
      return NOT_READ;
    }
    int headerAt = find(header, HEADER_SIZE);
    if (headerAt < 0 || LittleEndian.s4(window, headerAt) != HEADER_SIGNATURE) {
      return NOT_READ;
    }
    int names = LittleEndian.u2(window, headerAt + 26) + LittleEndian.u2(window, headerAt + 28);
    int at = find(header + HEADER_SIZE + names, entry.getCompressedSize());
    return at < 0 ? NOT_READ : inflate(at, entry, into);
  }

  private int inflate(int at, ZipEntry entry, byte[] into) {
    inflater.reset();
    inflater.setInput(window, at, (int) entry.getCompressedSize());
    try {
      // Room for one byte more: else the end of the data might not be seen.
      int length = inflater.inflate(into, 0, (int) entry.getSize() + 1);
      return inflater.finished() ? length : NOT_READ;
    } catch (DataFormatException e) {
      return NOT_READ; // whoever reads it instead comes to the same, and says so
    }
  }

  /** Where in the window a part of the file is; -1 when it is too long or not there. */
  private int find(long position, long length) throws IOException {
    if (length > WINDOW_SIZE) {
      return -1;
    }
    if (position < windowStart || position + length > windowStart + windowLength) {
      fill(position);
    }
    return length <= windowLength - (position - windowStart) ? (int) (position - windowStart) : -1;
  }

  private void fill(long position) throws IOException {
    file.seek(position);
    windowStart = position;
    windowLength = 0;
    while (windowLength < WINDOW_SIZE) {
      int read = file.read(window, windowLength, WINDOW_SIZE - windowLength);
      if (read < 0) {
        return;
      }
      windowLength += read;
    }
  }

  /** Frees what inflates. */
  @Override
  public void close() {
    inflater.end();
  }
}
