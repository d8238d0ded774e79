package dev.pluginswap.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds how much is read between two points, for readers that would otherwise take any amount into
 * memory; and knows how many zeros the stream ends with so far.
 */
final class MeteredInputStream extends FilterInputStream {

  /** Bytes that may still be read. */
  private long allowed;

  /** Whether more was asked for than was allowed. */
  private boolean exceeded;

  /** Whether the stream below could not be read, so that whoever reads this is not to blame. */
  private boolean broken;

  /** How many of the last bytes that were read are 0. */
  private long trailingZeros;

  MeteredInputStream(InputStream in) {
    super(in);
  }

  /** From now on this many bytes may be read. */
  void allow(long bytes) {
    allowed = bytes;
  }

  boolean isExceeded() {
    return exceeded;
  }

  boolean isBroken() {
    return broken;
  }

  long trailingZeros() {
    return trailingZeros;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (allowed <= 0) {
      exceeded = true;
      throw new IOException("more was read than is allowed");
    }
    int n;
    try {
      n = super.read(buffer, offset, (int) Math.min(length, allowed));
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw e;
    }
    if (n > 0) {
      allowed -= n;
      countZeros(buffer, offset, n);
    }
    return n;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 8192))];
    return count <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void countZeros(byte[] buffer, int offset, int n) {
    int zeros = 0;
    while (zeros < n && buffer[offset + n - 1 - zeros] == 0) {
      zeros++;
    }
    trailingZeros = zeros == n ? trailingZeros + n : zeros;
  }
}
