package dev.pluginswap.verify;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.ZipEntry;

/**
 * Where the entries of a zip file are, by its central directory, in the order in which that has
 * them. Knows the plain case alone, a file that ends with the directory and has neither a comment
 * nor 64-bit fields, and says of everything else that it does not know. What the directory means is
 * for {@link java.util.zip.ZipFile} to say, which has read it before.
 */
final class CentralDirectory {

  /** In place of a position. */
  static final long UNKNOWN = -1;

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int SIGNATURE = 0x02014b50;
  private static final int SIZE = 46;

  private final byte[] content;

  /** How many bytes stand before what the positions in the directory are counted from. */
  private final long shift;

  /** Where the next record begins. */
  private int at;

  private CentralDirectory(byte[] content, long shift) {
    this.content = content;
    this.shift = shift;
  }

  /** Reads the directory; none of its entries is known where it is not a plain one. */
  static CentralDirectory of(RandomAccessFile file) throws IOException {
    CentralDirectory nothing = new CentralDirectory(new byte[0], 0);
    long endAt = file.length() - END_SIZE;
    if (endAt < 0) {
      return nothing;
    }
    byte[] end = new byte[END_SIZE];
    file.seek(endAt);
    file.readFully(end);
    int size = LittleEndian.s4(end, 12);
    int offset = LittleEndian.s4(end, 16);
    if (LittleEndian.s4(end, 0) != END_SIGNATURE || size < 0 || size > endAt || offset < 0) {
      return nothing;
    }
    byte[] content = new byte[size];
    file.seek(endAt - size);
    file.readFully(content);
    return new CentralDirectory(content, endAt - size - offset);
  }

  /**
   * Where the local header of the next entry is.
   *
   * @param entry what the zip file says is the next entry
   * @return {@link #UNKNOWN} if that is not so, or if nothing is known
   */
  long next(ZipEntry entry) {
    if (at + SIZE > content.length || LittleEndian.s4(content, at) != SIGNATURE) {
      return UNKNOWN;
    }
    int record = at;
    at +=
        SIZE
            + LittleEndian.u2(content, record + 28)
            + LittleEndian.u2(content, record + 30)
            + LittleEndian.u2(content, record + 32);
    int offset = LittleEndian.s4(content, record + 42);
    boolean isIt =
        LittleEndian.u2(content, record + 10) == entry.getMethod()
            && LittleEndian.s4(content, record + 16) == (int) entry.getCrc()
            && LittleEndian.s4(content, record + 20) == entry.getCompressedSize()
            && LittleEndian.s4(content, record + 24) == entry.getSize();
    return isIt && offset >= 0 ? shift + offset : UNKNOWN;
  }
}
