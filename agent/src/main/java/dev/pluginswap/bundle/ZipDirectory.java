package dev.pluginswap.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The directory of a zip, gone through without keeping anything: the library that reads it keeps
 * some hundreds of bytes for each entry, and what the record at the end says of their number is
 * only a word.
 */
final class ZipDirectory {

  private static final int SIGNATURE = 0x02014b50;
  private static final int HEADER = 46;
  private static final int NAME_LENGTH = 28;
  private static final int EXTRA_LENGTH = 30;
  private static final int COMMENT_LENGTH = 32;

  private static final int BUFFER = 1 << 16;

  private ZipDirectory() {}

  /**
   * How many entries there are. Moves the channel's position.
   *
   * @param start where the directory begins
   */
  static int entries(SeekableByteChannel file, long start) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    int entries = 0;
    long bufferStart = start;
    long next = start;
    while (true) {
      if (next + HEADER > bufferStart + buffer.limit()) {
        bufferStart = next;
        fill(buffer, file, next);
      }
      int at = (int) (next - bufferStart);
      if (buffer.limit() - at < HEADER || buffer.getInt(at) != SIGNATURE) {
        return entries;
      }
      entries++;
      next +=
          HEADER
              + Short.toUnsignedInt(buffer.getShort(at + NAME_LENGTH))
              + Short.toUnsignedInt(buffer.getShort(at + EXTRA_LENGTH))
              + Short.toUnsignedInt(buffer.getShort(at + COMMENT_LENGTH));
    }
  }

  private static void fill(ByteBuffer buffer, SeekableByteChannel file, long from)
      throws IOException {
    buffer.clear();
    file.position(from);
    int n = 0;
    while (n >= 0 && buffer.hasRemaining()) {
      n = file.read(buffer);
    }
    buffer.flip();
  }
}
