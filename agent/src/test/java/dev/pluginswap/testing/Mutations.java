package dev.pluginswap.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes as a fuzzer does: a little, anywhere, or where lengths may stand. */
public final class Mutations {

  private static final int[] EXTREMES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, 0x7F
  };

  private final Random random;

  /** The same changes for the same seed. */
  public Mutations(long seed) {
    random = new Random(seed);
  }

  /** The bytes, changed in one to four places. */
  public byte[] of(byte[] original) {
    byte[] bytes = original.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 8; n--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        if (at + 4 <= bytes.length) {
          ByteBuffer.wrap(bytes)
              .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
              .putInt(at, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      case 3 -> {
        if (at + 2 <= bytes.length) {
          ByteBuffer.wrap(bytes).putShort(at, (short) EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
      }
      default -> {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
        return with(
            bytes, random.nextInt(bytes.length), Arrays.copyOfRange(bytes, at, at + length));
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }

  private static byte[] with(byte[] bytes, int at, byte[] part) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + part.length);
    System.arraycopy(part, 0, longer, at, part.length);
    System.arraycopy(bytes, at, longer, at + part.length, bytes.length - at);
    return longer;
  }
}
