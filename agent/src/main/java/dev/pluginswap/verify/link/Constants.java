package dev.pluginswap.verify.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a class file (JVMS 4.4), and its bytes. What stands where is given by the offset
 * in the file, constants by their index. All methods throw a {@link RuntimeException} if the bytes
 * make no sense.
 *
 * <p>Written for a JVM that is cold: in small loops of few calls each, for what the JVM's compiler
 * puts into a loop it takes long over.
 */
final class Constants {

  static final int UTF8 = 1;
  static final int CLASS = 7;
  static final int FIELD_REF = 9;
  static final int METHOD_REF = 10;
  static final int INTERFACE_METHOD_REF = 11;
  static final int METHOD_HANDLE = 15;
  static final int METHOD_TYPE = 16;
  static final int DYNAMIC = 17;
  static final int INVOKE_DYNAMIC = 18;

  private static final int MAGIC = 0xCAFEBABE;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int STRING = 8;
  private static final int NAME_AND_TYPE = 12;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;
  private static final int LONGEST_NAME = 200;
  private static final int WANTED = -1;

  private final byte[] bytes;
  private final int length;
  private final Texts texts;

  /** How many constants there are, with the one of index 0, which is none. */
  private final int count;

  /** Where each constant's content begins, behind its tag; 0 for none. */
  private final int[] offsets;

  /**
   * The number that the texts have for each constant that is one, and 1; 0 while not read, {@link
   * #WANTED} where it is to be read next.
   */
  private final int[] numbers;

  private final Room room;

  private final int end;

  /**
   * Room for the constants of one class file after the other, so that none has to be made for each.
   * Whoever reads the next one is done with the one before.
   */
  static final class Room {

    private int[] offsets = new int[0];

    /** The indexes of the constants of some kinds: classes, */
    private final Indexes classes = new Indexes();

    /** of what has a descriptor of its own, */
    private final Indexes described = new Indexes();

    /** references to members, */
    private final Indexes refs = new Indexes();

    /** dynamic calls, */
    private final Indexes dynamics = new Indexes();

    /** strings, */
    private final Indexes strings = new Indexes();

    /** and texts that are still to be read. */
    private final Indexes unknown = new Indexes();

    private void clear(int count) {
      if (offsets.length < count) {
        offsets = new int[2 * count];
      }
      classes.clear(count);
      described.clear(count);
      refs.clear(count);
      dynamics.clear(count);
      strings.clear(count);
      unknown.clear(count);
    }
  }

  private static final class Indexes {

    private int[] indexes = new int[0];
    private int count;

    private void clear(int most) {
      if (indexes.length < most) {
        indexes = new int[2 * most];
      }
      count = 0;
    }

    private void add(int index) {
      indexes[count++] = index;
    }
  }

  /** Reads the file of that length with which an array begins. */
  Constants(byte[] bytes, int length, Texts texts) {
    this.bytes = bytes;
    this.length = length;
    this.texts = texts;
    this.room = texts.room();
    if (s4(0) != MAGIC) {
      throw new IllegalArgumentException("its magic number is missing");
    }
    count = u2(8);
    room.clear(count);
    offsets = room.offsets;
    numbers = new int[count];
    end = checkEnd(scan());
  }

  /** Finds the constants, and {@link #want}s the texts that all of them but strings need. */
  private int scan() {
    int at = 10;
    for (int i = 1; i < count; i++) {
      offsets[i] = at + 1;
      int tag = bytes[at];
      switch (tag) {
        case UTF8 -> at += 3 + u2(at + 1);
        case CLASS -> {
          want(at + 1);
          room.classes.add(i);
          at += 3;
        }
        case METHOD_TYPE -> {
          want(at + 1);
          room.described.add(i);
          at += 3;
        }
        case NAME_AND_TYPE -> {
          want(at + 1);
          want(at + 3);
          room.described.add(i);
          at += 5;
        }
        case STRING -> {
          room.strings.add(i);
          at += 3;
        }
        case FIELD_REF, METHOD_REF, INTERFACE_METHOD_REF -> {
          room.refs.add(i);
          at += 5;
        }
        case MODULE, PACKAGE -> at += 3;
        case METHOD_HANDLE -> at += 4;
        case INVOKE_DYNAMIC -> {
          room.dynamics.add(i);
          at += 5;
        }
        case INTEGER, FLOAT, DYNAMIC -> at += 5;
        case LONG, DOUBLE -> {
          at += 9;
          i++; // takes two
          offsets[i] = 0;
        }
        default -> throw new IllegalArgumentException("no constant has tag " + tag);
      }
    }
    return at;
  }

  /** Marks the text whose constant's index stands there, for {@link #readWanted}. */
  void want(int at) {
    int index = index(at);
    if (numbers[index] == 0) {
      numbers[index] = WANTED;
    }
  }

  /** The number of a text that was read, and whose constant's index stands there. */
  int known(int at) {
    int number = numbers[index(at)];
    if (number <= 0) {
      throw new IllegalArgumentException("constant %d is no text".formatted(u2(at)));
    }
    return number - 1;
  }

  /** The index of a constant that stands there; the room behind them is not empty. */
  private int index(int at) {
    int index = u2(at);
    if (index >= count) {
      throw new IllegalArgumentException("there is no constant " + index);
    }
    return index;
  }

  /**
   * Reads the texts that are marked. Most are known; what reads the few others is kept out of the
   * loop that looks for them, which stays small.
   */
  void readWanted() {
    room.unknown.count = 0;
    findWanted();
    readUnknown();
  }

  private void findWanted() {
    for (int i = 1; i < count; i++) {
      if (numbers[i] == WANTED) {
        find(i);
      }
    }
  }

  private void readUnknown() {
    Indexes unknown = room.unknown;
    for (int i = 0; i < unknown.count; i++) {
      int index = unknown.indexes[i];
      numbers[index] = read(index);
    }
  }

  private void find(int index) {
    int number = tag(index) == UTF8 ? texts.find(bytes, offsets[index]) : -1;
    if (number < 0) {
      room.unknown.add(index);
    } else {
      numbers[index] = number + 1;
    }
  }

  private int read(int index) {
    if (index >= count || tag(index) != UTF8) {
      throw new IllegalArgumentException("a text's constant is none");
    }
    return texts.read(bytes, offsets[index]) + 1;
  }

  /** Checks that what ends there does so within the file. */
  int checkEnd(int at) {
    if (at > length) {
      throw new IllegalArgumentException("it is cut off");
    }
    return at;
  }

  int u1(int at) {
    return bytes[at] & 0xFF;
  }

  int u2(int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  int s4(int at) {
    return (u2(at) << 16) | u2(at + 2);
  }

  /** A length of what stands behind it. */
  int u4(int at) {
    int value = s4(at);
    if (value < 0 || value > length - at) {
      throw new IllegalArgumentException("a length is %d at %d".formatted(value, at));
    }
    return value;
  }

  /** Where they end: where the access flags are. */
  int end() {
    return end;
  }

  /** How many there are, with the one of index 0, which is none. */
  int count() {
    return count;
  }

  /** The kind of a constant; 0 where there is none. */
  int tag(int index) {
    return offsets[index] == 0 ? 0 : bytes[offsets[index] - 1];
  }

  /** Where a constant's content begins, behind its tag. */
  int offset(int index) {
    return offsets[index];
  }

  /** The number of the text whose constant's index stands there. */
  int number(int at) {
    int index = index(at);
    if (numbers[index] == 0) {
      numbers[index] = read(index);
    }
    return numbers[index] - 1;
  }

  /** The text whose constant's index stands there. */
  String text(int at) {
    return texts.text(number(at));
  }

  /** The name of the class whose constant's index stands there. */
  String className(int at) {
    return text(offsets[index(at)]);
  }

  /** The same, or null where the index is 0. */
  @Nullable String classNameOrNull(int at) {
    return u2(at) == 0 ? null : className(at);
  }

  /** A list of class constants' indexes, with its length before it. */
  List<String> classNames(int at) {
    String[] names = new String[u2(at)];
    for (int i = 0; i < names.length; i++) {
      names[i] = className(at + 2 + 2 * i);
    }
    return List.of(names);
  }

  /** Names of classes and descriptors of arrays, by number; of some constants, or of all. */
  int[] classNumbers(@Nullable BitSet only) {
    int[] found = chosen(room.classes, only);
    for (int i = 0; i < found.length; i++) {
      found[i] = known(offsets[found[i]]);
      texts.requireClassName(found[i]);
    }
    return found;
  }

  /** Descriptors of what is named or used as such, by number. */
  int[] descriptorNumbers(@Nullable BitSet only) {
    int[] found = chosen(room.described, only);
    for (int i = 0; i < found.length; i++) {
      int at = offsets[found[i]];
      found[i] = known(bytes[at - 1] == METHOD_TYPE ? at : at + 2);
      texts.requireDescriptor(found[i]);
    }
    return found;
  }

  /** References to members, by number. */
  int[] refNumbers(@Nullable BitSet only) {
    int[] refs = chosen(room.refs, only);
    findRefs(refs);
    addRefs(refs);
    return refs;
  }

  /** Turns indexes into numbers; those of references that are new stay, as their complement. */
  private void findRefs(int[] refs) {
    for (int i = 0; i < refs.length; i++) {
      int at = offsets[refs[i]];
      int nameAndType = offsets[index(at + 2)];
      int known =
          texts.findRef(
              known(offsets[index(at)]),
              known(nameAndType),
              known(nameAndType + 2),
              bytes[at - 1] == INTERFACE_METHOD_REF);
      refs[i] = known >= 0 ? known : ~refs[i];
    }
  }

  private void addRefs(int[] refs) {
    for (int i = 0; i < refs.length; i++) {
      if (refs[i] < 0) {
        refs[i] = addRef(~refs[i]);
      }
    }
  }

  private int addRef(int index) {
    int at = offsets[index];
    int nameAndType = offsets[index(at + 2)];
    return texts.ref(
        known(offsets[index(at)]),
        known(nameAndType),
        known(nameAndType + 2),
        bytes[at - 1] == INTERFACE_METHOD_REF);
  }

  /** Dynamic calls: the number of the name of each, and that of its descriptor. */
  int[] dynamicNumbers(@Nullable BitSet only) {
    int[] found = chosen(room.dynamics, only);
    int[] pairs = new int[2 * found.length];
    for (int i = 0; i < found.length; i++) {
      int nameAndType = offsets[index(offsets[found[i]] + 2)];
      pairs[2 * i] = known(nameAndType);
      pairs[2 * i + 1] = known(nameAndType + 2);
    }
    return pairs;
  }

  /** Strings that are like the names of classes in packages, by number. */
  int[] nameNumbers() {
    Indexes strings = room.strings;
    int names = 0;
    int[] found = new int[strings.count];
    for (int i = 0; i < strings.count; i++) {
      int at = offsets[strings.indexes[i]];
      if (isNameLike(offsets[index(at)])) {
        found[names++] = number(at);
      }
    }
    return Arrays.copyOf(found, names);
  }

  private static int[] chosen(Indexes list, @Nullable BitSet only) {
    int[] chosen = Arrays.copyOf(list.indexes, list.count);
    if (only == null) {
      return chosen;
    }
    int count = 0;
    for (int index : chosen) {
      if (only.get(index)) {
        chosen[count++] = index;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /** Of a text that begins, with its length, there. */
  private boolean isNameLike(int at) {
    int stop = at + 2 + u2(at);
    if (stop - at < 5 || stop - at >= LONGEST_NAME) {
      return false;
    }
    boolean hasPackage = false;
    for (int i = at + 2; i < stop; i++) {
      byte c = bytes[i];
      hasPackage |= c == '.' || c == '/';
      if (c < '$' || c == '-' || c > 'z') {
        return false;
      }
    }
    return hasPackage && Names.isLikeAClass(new String(bytes, at + 2, stop - at - 2, ISO_8859_1));
  }
}
