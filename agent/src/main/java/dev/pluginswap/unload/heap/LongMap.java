package dev.pluginswap.unload.heap;

import java.util.Arrays;

/**
 * Numbers by numbers, without an object for any. A value of 0 is one that is not there; keys may be
 * any but 0, which is null in a dump and is never put.
 */
final class LongMap {

  private long[] keys = new long[64];
  private long[] values = new long[64];
  private int size;

  /** Keeps a value; replaces the one that the key had. A key of 0 is left out. */
  void put(long key, long value) {
    if (key == 0) {
      return;
    }
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
  }

  /** The value; 0 if there is none. */
  long get(long key) {
    return key == 0 ? 0 : values[slot(key)];
  }

  /** Keys, in no order. */
  long[] keys() {
    return Arrays.stream(keys).filter(key -> key != 0).toArray();
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[Math.multiplyExact(oldKeys.length, 2)];
    values = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Where the key is, or would go. */
  private int slot(long key) {
    long hash = key * 0x9e3779b97f4a7c15L; // ids are addresses: their low bits are alike
    int slot = (int) (hash >>> 32) & (keys.length - 1);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
