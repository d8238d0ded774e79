package dev.pluginswap.store;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names that nobody has used before: 16 hex digits. */
final class Nonces {
  private final RandomGenerator random;

  Nonces(RandomGenerator random) {
    this.random = random;
  }

  /** The generator need not be safe for use by several threads, this method is. */
  synchronized String next() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }
}
