package dev.pluginswap.crash;

/**
 * 128 bits that two disks have in common when they are alike, and practically never otherwise. Not
 * for keeping: another version of this class may compute others.
 */
public record Fingerprint(long high, long low) {
  private static final long SEED = 0x9e3779b97f4a7c15L;

  static Fingerprint of(byte[] bytes) {
    long high = SEED;
    long low = ~SEED;
    for (byte b : bytes) {
      high = mix(high + b);
      low = mix(low ^ b);
    }
    return new Fingerprint(high, low);
  }

  static Fingerprint of(CharSequence text) {
    long high = SEED + 1;
    long low = ~SEED;
    for (int i = 0; i < text.length(); i++) {
      high = mix(high + text.charAt(i));
      low = mix(low ^ text.charAt(i));
    }
    return new Fingerprint(high, low);
  }

  /** Of this and the other, in this order. */
  Fingerprint then(Fingerprint other) {
    return new Fingerprint(mix(high * 3 + other.high), mix(low * 5 ^ other.low));
  }

  Fingerprint then(long number) {
    return new Fingerprint(mix(high * 3 + number), mix(low * 5 ^ number));
  }

  /** Of both, in any order. */
  Fingerprint and(Fingerprint other) {
    return new Fingerprint(high + other.high, low + other.low);
  }

  /** The finalizer of SplitMix64: every bit of the input changes half of the output's. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
