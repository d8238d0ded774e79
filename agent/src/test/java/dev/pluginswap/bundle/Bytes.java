package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Surgery on archives. */
final class Bytes {

  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;

  private Bytes() {}

  static void replaceAll(byte[] bytes, String from, byte[] to) {
    replaceAll(bytes, from.getBytes(UTF_8), to);
  }

  /** In place; both must be of one length, and be there. */
  static void replaceAll(byte[] bytes, byte[] from, byte[] to) {
    assertThat(to).hasSameSizeAs(from);
    int found = 0;
    for (int i = 0; i + from.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, bytes, i, to.length);
        found++;
      }
    }
    assertThat(found).as("places").isPositive();
  }

  /** Where the part begins, first; it must be there. */
  static int indexOf(byte[] bytes, byte[] part) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }

  static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** Of a tar with contents of at most a block. */
  static void repairChecksums(byte[] tar) {
    for (int start = 0; start < tar.length; start += BLOCK) {
      if (new String(tar, start + 257, 5, UTF_8).equals("ustar")) {
        Arrays.fill(tar, start + CHECKSUM, start + CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
          sum += tar[start + i] & 0xff;
        }
        byte[] text = "%06o\0 ".formatted(sum).getBytes(UTF_8);
        System.arraycopy(text, 0, tar, start + CHECKSUM, text.length);
      }
    }
  }
}
