package dev.pluginswap.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;

/**
 * The record that ends a zip and says where its directory is. An archive that was cut off can end
 * with the record of another one, a jar that it holds uncompressed, so finding one is not enough:
 * the directory must lie directly before it, counted from the beginning of the file.
 */
final class ZipEnd {

  private static final int SIGNATURE = 0x06054b50;
  private static final int SIGNATURE_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;

  /** Bytes of the record, without the comment that may follow. */
  private static final int SIZE = 22;

  private static final int MAX_COMMENT = 0xFFFF;
  private static final int LOCATOR_SIZE = 20;
  private static final int SIZE_64 = 56;

  private ZipEnd() {}

  /**
   * Where the directory begins, if the file ends as its beginning promises. Moves the channel's
   * position.
   */
  static OptionalLong directory(SeekableByteChannel file) throws IOException {
    long tailStart = Math.max(0, file.size() - SIZE - MAX_COMMENT);
    ByteBuffer tail = read(file, tailStart, SIZE + MAX_COMMENT);
    // The last signature counts, as it does for the library that reads the entries.
    for (int at = tail.limit() - SIZE; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE) {
        boolean commentFits = at + SIZE + (tail.getShort(at + 20) & 0xFFFF) <= tail.limit();
        long end = tailStart + at;
        if (!commentFits) {
          return OptionalLong.empty();
        }
        long start = unsigned(tail, at + 16);
        return unsigned(tail, at + 12) + start == end
            ? OptionalLong.of(start)
            : directory64(file, end);
      }
    }
    return OptionalLong.empty();
  }

  /** What a larger record, before this one, says of the directory, if it is right. */
  private static OptionalLong directory64(SeekableByteChannel file, long end) throws IOException {
    ByteBuffer locator = read(file, end - LOCATOR_SIZE, LOCATOR_SIZE);
    if (locator.limit() < LOCATOR_SIZE || locator.getInt(0) != LOCATOR_64) {
      return OptionalLong.empty();
    }
    long at = locator.getLong(8);
    ByteBuffer record = read(file, at, SIZE_64);
    boolean right =
        record.limit() == SIZE_64
            && record.getInt(0) == SIGNATURE_64
            && record.getLong(40) + record.getLong(48) == at;
    return right ? OptionalLong.of(record.getLong(48)) : OptionalLong.empty();
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  /** So many bytes from there on, or what there is of them; none before the file begins. */
  private static ByteBuffer read(SeekableByteChannel file, long from, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (from >= 0) {
      file.position(from);
      int n = 0;
      while (n >= 0 && bytes.hasRemaining()) {
        n = file.read(bytes);
      }
    }
    return bytes.flip();
  }
}
