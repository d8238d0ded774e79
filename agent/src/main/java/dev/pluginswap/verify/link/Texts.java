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
 * The texts of class files, each distinct one made once: class files say the same over and over.
 * For one thread.
 */
final class Texts {

  private static final int LENGTH_SIZE = 2;

  /** Open addressing; a power of two. */
  private String[] table = new String[1 << 12];

  private int[] hashes = new int[table.length];
  private int size;
  private final Map<String, List<String>> types = new HashMap<>();
  private final Map<MemberRef, MemberRef> refs = new HashMap<>();

  /**
   * Reads a text in modified UTF-8 with its length before it (JVMS 4.4.7).
   *
   * @throws IndexOutOfBoundsException if it goes over the end of the file
   * @throws IllegalArgumentException if it is malformed
   */
  String read(byte[] file, int at) {
    int length = ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF);
    int start = at + LENGTH_SIZE;
    int hash = 0;
    int bits = 0;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + file[i];
      bits |= file[i];
    }
    return bits < 0 ? wide(file, at, length) : narrow(file, start, length, hash);
  }

  private String narrow(byte[] file, int start, int length, int hash) {
    int mask = table.length - 1;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (table[slot] != null) {
      if (hashes[slot] == hash && isAt(table[slot], file, start, length)) {
        return table[slot];
      }
      slot = (slot + 1) & mask;
    }
    String text = new String(file, start, length, ISO_8859_1);
    table[slot] = text;
    hashes[slot] = hash;
    if (++size > table.length / 2) {
      grow();
    }
    return text;
  }

  private static boolean isAt(String text, byte[] file, int start, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != file[start + i]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    String[] texts = table;
    int[] known = hashes;
    table = new String[2 * texts.length];
    hashes = new int[table.length];
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        int slot = (known[i] ^ (known[i] >>> 15)) & (table.length - 1);
        while (table[slot] != null) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = texts[i];
        hashes[slot] = known[i];
      }
    }
  }

  private static String wide(byte[] file, int at, int length) {
    byte[] text = Arrays.copyOfRange(file, at, at + LENGTH_SIZE + length);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(text))) {
      return in.readUTF();
    } catch (IOException e) {
      throw new IllegalArgumentException("malformed text", e);
    }
  }

  /** The classes that a descriptor names. */
  List<String> typesIn(String descriptor) {
    if (descriptor.indexOf('L') < 0) {
      return List.of();
    }
    return types.computeIfAbsent(descriptor, text -> List.copyOf(Names.classesIn(text)));
  }

  /** The class that a name or the descriptor of an array names; empty for an array of numbers. */
  List<String> typesInName(String nameOrArray) {
    return nameOrArray.charAt(0) == '[' ? typesIn(nameOrArray) : List.of(nameOrArray);
  }

  MemberRef ref(MemberRef ref) {
    MemberRef known = refs.putIfAbsent(ref, ref);
    return known == null ? ref : known;
  }
}
