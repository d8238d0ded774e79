package dev.pluginswap.verify.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts and references of class files, each distinct one made once and known by a number: class
 * files say the same over and over. The numbers count up from 0. For one thread.
 */
final class Texts {

  private static final int LENGTH_SIZE = 2;

  /** So many bytes of a text, and one more, make its hash. */
  private static final int SAMPLES = 8;

  private String[] texts = new String[1 << 8];
  private int[] hashes = new int[texts.length];

  /** All texts as class files have them, with their lengths: so they are compared. */
  private byte[] bytes = new byte[1 << 13];

  /** Where in {@link #bytes} each text begins. */
  private int[] places = new int[texts.length];

  private int written;
  private int count;

  /** Open addressing, a power of two: the number of a text and 1; 0 for none. */
  private int[] table = new int[1 << 9];

  /** Which texts are known to be descriptors. */
  private boolean[] descriptors = new boolean[texts.length];

  private final Constants.Room room = new Constants.Room();

  /** The classes that descriptors name. */
  private final Map<String, List<String>> types = new HashMap<>();

  private MemberRef[] refs = new MemberRef[1 << 8];

  /** Of each reference: the numbers of its owner, name and descriptor. */
  private int[] parts = new int[3 * refs.length];

  private int refCount;

  /** Of which of them the class that is named declares the member itself. */
  private boolean[] declared = new boolean[refs.length];

  /** As {@link #table}, of references. */
  private int[] refTable = new int[1 << 9];

  /** Room for the constants of one class file after the other. */
  Constants.Room room() {
    return room;
  }

  /** How many texts there are. */
  int size() {
    return count;
  }

  /** How many references there are. */
  int refCount() {
    return refCount;
  }

  /** The text of a number. */
  String text(int number) {
    return texts[number];
  }

  /** The reference of a number. */
  MemberRef ref(int number) {
    return refs[number];
  }

  /**
   * Reads a text in modified UTF-8 with its length before it (JVMS 4.4.7).
   *
   * @return its number
   * @throws IndexOutOfBoundsException if it goes over the end of the file
   * @throws IllegalArgumentException if it is malformed
   */
  int read(byte[] file, int at) {
    int known = find(file, at);
    return known >= 0 ? known : add(file, at);
  }

  /**
   * The number of such a text that was read before; -1 when none was.
   *
   * @throws IndexOutOfBoundsException if it goes over the end of the file
   */
  int find(byte[] file, int at) {
    int end = end(file, at);
    int hash = hash(file, at + LENGTH_SIZE, end);
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0) {
      int number = table[slot] - 1;
      if (hashes[number] == hash && isAt(places[number], file, at, end)) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private static int end(byte[] file, int at) {
    return at + LENGTH_SIZE + ((file[at] & 0xFF) << 8) + (file[at + 1] & 0xFF);
  }

  /** Byte by byte: while the JVM is cold, what compares arrays takes ten times as long. */
  private boolean isAt(int place, byte[] file, int at, int end) {
    byte[] known = bytes;
    for (int i = at, j = place; i < end; i++, j++) {
      if (known[j] != file[i]) { // its length comes first: never over the end of what is known
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] file, int start, int end) {
    int step = (end - start) / SAMPLES + 1;
    int hash = end - start;
    for (int i = end - 1; i >= start; i -= step) {
      hash = 31 * hash + file[i];
    }
    return hash ^ (hash >>> 15);
  }

  private int add(byte[] file, int at) {
    int end = end(file, at);
    if (count == texts.length) {
      texts = Arrays.copyOf(texts, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    texts[count] = decoded(file, at, end);
    hashes[count] = hash(file, at + LENGTH_SIZE, end);
    places[count] = written;
    if (written + end - at > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, written + end - at));
    }
    System.arraycopy(file, at, bytes, written, end - at);
    written += end - at;
    put(table, hashes[count], count + 1);
    count++;
    if (2 * count > table.length) {
      growTable();
    }
    return count - 1;
  }

  private static String decoded(byte[] file, int at, int end) {
    for (int i = at + LENGTH_SIZE; i < end; i++) {
      if (file[i] < 0) {
        return wide(Arrays.copyOfRange(file, at, end));
      }
    }
    return new String(file, at + LENGTH_SIZE, end - at - LENGTH_SIZE, ISO_8859_1);
  }

  private static String wide(byte[] text) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(text))) {
      return in.readUTF();
    } catch (IOException e) {
      throw new IllegalArgumentException("malformed text", e);
    }
  }

  private void growTable() {
    int[] grown = new int[2 * table.length];
    for (int entry : table) {
      if (entry != 0) {
        put(grown, hashes[entry - 1], entry);
      }
    }
    table = grown;
  }

  private static void put(int[] table, int hash, int entry) {
    int slot = hash & (table.length - 1);
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = entry;
  }

  /**
   * Returns if the text is a descriptor; looked at once.
   *
   * @throws IllegalArgumentException if it is none (JVMS 4.3)
   */
  void requireDescriptor(int number) {
    if (number >= descriptors.length || !descriptors[number]) {
      checkDescriptor(number);
    }
  }

  private void checkDescriptor(int number) {
    if (!Descriptors.isDescriptor(texts[number])) {
      throw new IllegalArgumentException("no descriptor: " + texts[number]);
    }
    if (number >= descriptors.length) {
      descriptors = Arrays.copyOf(descriptors, texts.length);
    }
    descriptors[number] = true;
  }

  /**
   * Returns if the text is the name of a class, or the descriptor of an array.
   *
   * @throws IllegalArgumentException if it is neither (JVMS 4.4.1)
   */
  void requireClassName(int number) {
    String text = texts[number];
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a class without a name");
    }
    if (text.charAt(0) == '[') {
      requireDescriptor(number);
    }
  }

  /** The number of a reference whose parts are given by their numbers. */
  int ref(int owner, int name, int descriptor, boolean isInterface) {
    int known = findRef(owner, name, descriptor, isInterface);
    return known >= 0 ? known : addRef(owner, name, descriptor, isInterface);
  }

  private int addRef(int owner, int name, int descriptor, boolean isInterface) {
    int number = refCount++;
    if (number == refs.length) {
      refs = Arrays.copyOf(refs, 2 * number);
      parts = Arrays.copyOf(parts, 6 * number);
      declared = Arrays.copyOf(declared, 2 * number);
    }
    refs[number] = new MemberRef(texts[owner], texts[name], texts[descriptor], isInterface);
    parts[3 * number] = owner;
    parts[3 * number + 1] = name;
    parts[3 * number + 2] = descriptor;
    put(refTable, refHash(owner, name, descriptor), number + 1);
    if (2 * refCount > refTable.length) {
      growRefTable();
    }
    return number;
  }

  /** Says of a reference, if there is one, that the class which it names declares the member. */
  void declare(int owner, int name, int descriptor, boolean isInterface) {
    int ref = findRef(owner, name, descriptor, isInterface);
    if (ref >= 0) {
      declared[ref] = true;
    }
  }

  /** Whether a reference names that class, which is known to declare the member. */
  boolean isDeclared(int ref, int owner) {
    return parts[3 * ref] == owner && declared[ref];
  }

  /** The number of a reference that was made before; -1 when none was. */
  int findRef(int owner, int name, int descriptor, boolean isInterface) {
    int mask = refTable.length - 1;
    int slot = refHash(owner, name, descriptor) & mask;
    while (refTable[slot] != 0) {
      int number = refTable[slot] - 1;
      if (is(number, owner, name, descriptor, isInterface)) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private boolean is(int ref, int owner, int name, int descriptor, boolean isInterface) {
    int part = 3 * ref;
    return parts[part] == owner
        && parts[part + 1] == name
        && parts[part + 2] == descriptor
        && refs[ref].isInterface() == isInterface;
  }

  private static int refHash(int owner, int name, int descriptor) {
    int hash = ((owner * 31) + name) * 31 + descriptor;
    return hash ^ (hash >>> 15);
  }

  private void growRefTable() {
    int[] grown = new int[2 * refTable.length];
    for (int number = 0; number < refCount; number++) {
      int part = 3 * number;
      put(grown, refHash(parts[part], parts[part + 1], parts[part + 2]), number + 1);
    }
    refTable = grown;
  }

  /** The classes that a descriptor names. */
  List<String> typesIn(String descriptor) {
    if (descriptor.indexOf('L') < 0) {
      return List.of();
    }
    List<String> known = types.get(descriptor);
    if (known == null) {
      known = List.copyOf(Names.classesIn(descriptor));
      types.put(descriptor, known);
    }
    return known;
  }
}
