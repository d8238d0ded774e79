package dev.pluginswap.crash;

import java.util.List;

/** What becomes of one effect when the power is lost. */
enum Treatment {
  KEPT,
  LOST,
  /** Of a write: the first half of the bytes, and the size that they make. */
  TORN,
  /** Of a write: the size alone, the bytes are zeros. */
  ZEROED;

  private static final List<Treatment> ALL = List.of(values());

  /** How many there are. */
  static final int COUNT = ALL.size();

  /** One of them, by its number; 0 keeps the effect. */
  static Treatment at(int number) {
    return ALL.get(number);
  }
}
