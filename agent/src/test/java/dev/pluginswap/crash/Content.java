package dev.pluginswap.crash;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a file. Immutable; safe for use by any thread. */
public final class Content {

  /** Of a file that was made and not written to. */
  public static final Content EMPTY = new Content(new byte[0]);

  /** Files of a test are small; beyond this an offset is a mistake. */
  private static final int LARGEST = 16 << 20;

  private final byte[] bytes;

  /** Null until it is first asked for. */
  private volatile @Nullable Fingerprint fingerprint;

  private Content(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of these bytes. */
  public static Content of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Content(bytes.clone());
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** These bytes with others written over them; a gap is filled with zeros. */
  Content with(long offset, Content written) {
    byte[] result = Arrays.copyOf(bytes, Math.max(bytes.length, checked(offset + written.size())));
    System.arraycopy(written.bytes, 0, result, (int) offset, written.size());
    return new Content(result);
  }

  /** The first bytes, or these and zeros. */
  Content resized(long size) {
    return new Content(Arrays.copyOf(bytes, checked(size)));
  }

  /** As many zeros. */
  static Content zeros(int size) {
    return new Content(new byte[size]);
  }

  Fingerprint fingerprint() {
    Fingerprint known = fingerprint;
    if (known == null) {
      known = Fingerprint.of(bytes);
      fingerprint = known;
    }
    return known;
  }

  private static int checked(long size) {
    if (size > LARGEST) {
      throw new IllegalArgumentException(size + " bytes are more than " + LARGEST);
    }
    return (int) size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
