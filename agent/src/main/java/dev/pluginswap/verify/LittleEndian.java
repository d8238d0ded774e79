package dev.pluginswap.verify;

/** Numbers as zip files have them. */
final class LittleEndian {

  private LittleEndian() {}

  static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
  }

  static int s4(byte[] bytes, int at) {
    return u2(bytes, at) | (u2(bytes, at + 2) << 16);
  }
}
