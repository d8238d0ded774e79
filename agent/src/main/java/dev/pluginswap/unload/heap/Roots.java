package dev.pluginswap.unload.heap;

import java.util.Arrays;

/** The roots of a dump, in the order of the file. */
final class Roots {

  private static final RootKind[] KINDS = RootKind.values();

  private long[] ids = new long[256];
  private byte[] kinds = new byte[256];
  private int[] threads = new int[256];
  private int[] frames = new int[256];
  private int size;

  void add(RootKind kind, long id, int thread, int frame) {
    if (size == ids.length) {
      int larger = Math.multiplyExact(size, 2);
      ids = Arrays.copyOf(ids, larger);
      kinds = Arrays.copyOf(kinds, larger);
      threads = Arrays.copyOf(threads, larger);
      frames = Arrays.copyOf(frames, larger);
    }
    ids[size] = id;
    kinds[size] = (byte) kind.ordinal();
    threads[size] = thread;
    frames[size] = frame;
    size++;
  }

  int size() {
    return size;
  }

  /** The object that it holds. */
  long id(int root) {
    return ids[root];
  }

  RootKind kind(int root) {
    return KINDS[kinds[root]];
  }

  /** The serial number of its thread; -1 if it has none. */
  int thread(int root) {
    return threads[root];
  }

  /** The depth of its frame in the stack of its thread, from 0; -1 if it has none. */
  int frame(int root) {
    return frames[root];
  }
}
