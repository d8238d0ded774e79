package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.util.Arrays;

/**
 * The objects of a dump, classes among them, numbered by ascending id. For each object it takes 16
 * bytes of the heap, and the search takes 8 more: nothing of an object is kept but where it is.
 */
final class ObjectIndex {

  /** What is needed for each object, the search included, in bytes. */
  static final int BYTES_PER_OBJECT = 24;

  /** What everything else may take: names, classes, stacks; in bytes. */
  private static final long REST = 24L << 20;

  /** There are at most 2 to the power of this buckets, and not more than ids. */
  private static final int MOST_BUCKET_BITS = 16;

  /** Ascending. */
  private final long[] ids;

  /** Where the tag of the object is in the file, in bytes. */
  private final long[] offsets;

  /**
   * Ids with the same high bits are in one bucket: the lowest index of the ids of each, and the
   * number of ids at the end.
   */
  private final int[] starts;

  private final int bucketShift;

  private ObjectIndex(long[] ids, long[] offsets) {
    this.ids = ids;
    this.offsets = offsets;
    int bucketBits =
        Math.min(MOST_BUCKET_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(ids.length));
    this.starts = new int[(1 << bucketBits) + 1];
    long range = ids.length == 0 ? 0 : ids[ids.length - 1] - ids[0];
    this.bucketShift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(range) - bucketBits);
    int next = 0;
    for (int bucket = 0; bucket < starts.length; bucket++) {
      while (next < ids.length && bucket(ids[next]) < bucket) {
        next++;
      }
      starts[bucket] = next;
    }
  }

  /**
   * Reads the file twice.
   *
   * @param count of objects in the file, as {@link Catalogue} has counted them
   * @param memory how much heap there may be, in bytes
   * @throws IOException if that is too little
   */
  static ObjectIndex of(DumpFile file, long count, long memory) throws IOException {
    long needed = count * BYTES_PER_OBJECT + REST;
    if (needed > memory || count > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "%s has %d objects, whose search takes %d MiB of heap, and there are %d MiB; give it more"
              .formatted(file.path(), count, (needed >> 20) + 1, memory >> 20));
    }
    long[] ids = idsOf(file, (int) count);
    Arrays.sort(ids);
    ObjectIndex index = new ObjectIndex(ids, new long[ids.length]);
    DumpScanner.scan(
        file,
        new DumpVisitor() {
          @Override
          public void type(ClassRecord type, long at) {
            index.offsets[index.find(type.id())] = at;
          }

          @Override
          public void object(long id, long classId, long at) {
            index.offsets[index.find(id)] = at;
          }
        });
    return index;
  }

  private static long[] idsOf(DumpFile file, int count) throws BrokenDumpException {
    long[] ids = new long[count];
    DumpScanner.scan(
        file,
        new DumpVisitor() {
          private int next;

          @Override
          public void type(ClassRecord type, long at) {
            ids[next++] = type.id();
          }

          @Override
          public void object(long id, long classId, long at) {
            ids[next++] = id;
          }
        });
    return ids;
  }

  int size() {
    return ids.length;
  }

  long id(int index) {
    return ids[index];
  }

  /** Where the object's tag is in the file, in bytes; 0 for a second object of the same id. */
  long offset(int index) {
    return offsets[index];
  }

  /** The index of an object; negative if there is none of this id. */
  int find(long id) {
    if (ids.length == 0 || id < ids[0] || id > ids[ids.length - 1]) {
      return -1;
    }
    int bucket = bucket(id);
    return Arrays.binarySearch(ids, starts[bucket], starts[bucket + 1], id);
  }

  private int bucket(long id) {
    return (int) ((id - ids[0]) >>> bucketShift);
  }
}
