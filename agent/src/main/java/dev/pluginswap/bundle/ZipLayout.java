package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Where the entries of a zip lie, and what stands before each of them. The directory at the end is
 * what is believed; but an archive whose entries call themselves otherwise shows other files to
 * readers that go from front to end, and one whose entries share their bytes unpacks to more than
 * its size could ever hold.
 */
final class ZipLayout {

  private static final int SIGNATURE = 0x04034b50;
  private static final int HEADER = 30;
  private static final int METHOD = 8;
  private static final int NAME_LENGTH = 26;
  private static final int EXTRA_LENGTH = 28;

  private final SeekableByteChannel file;

  /** Where the directory begins, and so the entries end. */
  private final long end;

  ZipLayout(SeekableByteChannel file, long end) {
    this.file = file;
    this.end = end;
  }

  /**
   * Reads what stands before each entry. Moves the channel's position.
   *
   * @throws BundleRefusedException if the two disagree, or entries lie over each other
   */
  void check(List<ZipArchiveEntry> entries) throws IOException, BundleRefusedException {
    List<ZipArchiveEntry> inOrder =
        entries.stream()
            .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
            .toList();
    long free = 0;
    for (ZipArchiveEntry entry : inOrder) {
      long start = entry.getLocalHeaderOffset();
      if (start < free) {
        throw overlap(entry);
      }
      free = start + header(entry, start) + Math.max(0, entry.getCompressedSize());
      if (free > end || free < start) {
        throw overlap(entry);
      }
    }
  }

  /** How long the header is. */
  private long header(ZipArchiveEntry entry, long start)
      throws IOException, BundleRefusedException {
    byte[] name = entry.getRawName();
    ByteBuffer header = ByteBuffer.allocate(HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
    file.position(start);
    int n = 0;
    while (n >= 0 && header.hasRemaining()) {
      n = file.read(header);
    }
    boolean agrees =
        !header.hasRemaining()
            && header.getInt(0) == SIGNATURE
            && header.getShort(METHOD) == (short) entry.getMethod()
            && Short.toUnsignedInt(header.getShort(NAME_LENGTH)) == name.length
            && Arrays.equals(header.array(), HEADER, HEADER + name.length, name, 0, name.length);
    if (!agrees) {
      throw new BundleRefusedException(
          Problem.error(
              "entry-disagrees",
              Quoted.of(entry.getName()),
              "what stands before the entry is not what the directory of the zip says of it",
              "build the archive again"));
    }
    return (long) HEADER + name.length + Short.toUnsignedInt(header.getShort(EXTRA_LENGTH));
  }

  private static BundleRefusedException overlap(ZipArchiveEntry entry) {
    return new BundleRefusedException(
        Problem.error(
            "entries-overlap",
            Quoted.of(entry.getName()),
            "the entry lies over another one, or over the directory of the zip",
            "build the archive again"));
  }
}
