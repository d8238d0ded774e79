package dev.pluginswap.unload.walk;

import java.util.Arrays;

/**
 * The objects that a walk has met, in order, each once, with the reference by which it was met.
 *
 * <p>Twenty to twenty-eight bytes each, where references have four: the objects lie in small
 * arrays, which a collector takes for young ones and does not keep track of, and everything else is
 * primitive.
 */
final class ObjectTable {

  private static final int BITS = 13;
  private static final int CHUNK = 1 << BITS;

  private Object[][] chunks = new Object[64][];
  private int[][] parents = new int[64][];
  private int[][] links = new int[64][];
  private int size;

  /** Indexes plus one by identity hash code, open addressing; zero is a free place. */
  private int[] places = new int[1 << 16];

  int size() {
    return size;
  }

  Object object(int index) {
    return chunks[index >>> BITS][index & (CHUNK - 1)];
  }

  int parent(int index) {
    return parents[index >>> BITS][index & (CHUNK - 1)];
  }

  int link(int index) {
    return links[index >>> BITS][index & (CHUNK - 1)];
  }

  /** Adds an object unless it is here already. */
  void add(Object object, int parent, int link) {
    int place = place(object);
    if (places[place] != 0) {
      return;
    }
    int chunk = size >>> BITS;
    int at = size & (CHUNK - 1);
    if (at == 0) {
      addChunk(chunk);
    }
    chunks[chunk][at] = object;
    parents[chunk][at] = parent;
    links[chunk][at] = link;
    size++;
    places[place] = size;
    if (2 * size > places.length) {
      rehash();
    }
  }

  boolean contains(Object object) {
    return places[place(object)] != 0;
  }

  /** Where the object is, or the free place where it would be. */
  private int place(Object object) {
    int mask = places.length - 1;
    int place = mix(System.identityHashCode(object)) & mask;
    while (places[place] != 0 && object(places[place] - 1) != object) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void addChunk(int chunk) {
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
      parents = Arrays.copyOf(parents, 2 * chunk);
      links = Arrays.copyOf(links, 2 * chunk);
    }
    chunks[chunk] = new Object[CHUNK];
    parents[chunk] = new int[CHUNK];
    links[chunk] = new int[CHUNK];
  }

  private void rehash() {
    int[] wider = new int[2 * places.length];
    int mask = wider.length - 1;
    for (int i = 0; i < size; i++) {
      int place = mix(System.identityHashCode(object(i))) & mask;
      while (wider[place] != 0) {
        place = (place + 1) & mask;
      }
      wider[place] = i + 1;
    }
    places = wider;
  }

  private static int mix(int hash) {
    int h = (hash ^ (hash >>> 16)) * 0x45d9f3b;
    return h ^ (h >>> 15);
  }
}
