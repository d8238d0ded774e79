package dev.pluginswap.verify.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class file without its code: what the class declares, and what its constant pool names.
 * All methods throw a {@link RuntimeException} if the bytes make no sense.
 */
final class ClassFile {

  private static final int MAGIC = 0xCAFEBABE;
  static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  static final int CLASS = 7;
  private static final int STRING = 8;
  static final int FIELD_REF = 9;
  static final int METHOD_REF = 10;
  static final int INTERFACE_METHOD_REF = 11;
  private static final int NAME_AND_TYPE = 12;
  static final int METHOD_HANDLE = 15;
  static final int METHOD_TYPE = 16;
  static final int DYNAMIC = 17;
  static final int INVOKE_DYNAMIC = 18;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;
  private static final int LONGEST_NAME = 200;
  private static final int WANTED = -1;

  private final byte[] bytes;
  private final int length;
  private final Texts texts;

  /** Where each constant's content begins, behind its tag; 0 for none. */
  private final int[] constants;

  /**
   * The number that the texts have for each constant that is one, and 1; 0 while not read, {@link
   * #WANTED} where it is to be read next.
   */
  private final int[] numbers;

  /** Where the access flags are. */
  private final int body;

  /** The numbers of the descriptors of its members: constants do not tell that they are such. */
  private int[] declared = new int[0];

  private @Nullable List<String> permitted;
  private @Nullable String nestHost;
  private List<String> nestMembers = List.of();

  ClassFile(byte[] bytes, Texts texts) {
    this(bytes, bytes.length, texts);
  }

  /** Reads the beginning of an array. */
  ClassFile(byte[] bytes, int length, Texts texts) {
    this.bytes = bytes;
    this.length = length;
    this.texts = texts;
    if (((u2(0) << 16) | u2(2)) != MAGIC) {
      throw new IllegalArgumentException("its magic number is missing");
    }
    constants = new int[u2(8)];
    numbers = new int[constants.length];
    body = ended(scan());
    readWanted();
  }

  /** Finds the constants and marks the texts that all of them but strings need. */
  private int scan() {
    int at = 10;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = at + 1;
      int tag = bytes[at];
      switch (tag) {
        case UTF8 -> at += 3 + u2(at + 1);
        case CLASS, METHOD_TYPE -> {
          numbers[u2(at + 1)] = WANTED;
          at += 3;
        }
        case NAME_AND_TYPE -> {
          numbers[u2(at + 1)] = WANTED;
          numbers[u2(at + 3)] = WANTED;
          at += 5;
        }
        case STRING, MODULE, PACKAGE -> at += 3;
        case METHOD_HANDLE -> at += 4;
        case INTEGER, FLOAT, FIELD_REF, METHOD_REF, INTERFACE_METHOD_REF, DYNAMIC, INVOKE_DYNAMIC ->
            at += 5;
        case LONG, DOUBLE -> {
          at += 9;
          i++; // takes two
        }
        default -> throw new IllegalArgumentException("no constant has tag " + tag);
      }
    }
    return at;
  }

  /**
   * In one place for all: wherever the JVM's compiler finds a text being read often, it puts that
   * code in, and takes long.
   */
  private void readWanted() {
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] == WANTED) {
        numbers[i] = read(i);
      }
    }
  }

  private int read(int index) {
    if (tag(index) != UTF8) {
      throw new IllegalArgumentException("constant %d is no text".formatted(index));
    }
    return texts.read(bytes, constants[index]) + 1;
  }

  /** All that stands before it was read: it must not be behind the end of the file. */
  private int ended(int at) {
    if (at > length) {
      throw new IllegalArgumentException("it is cut off at " + length);
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
      throw new IllegalArgumentException("a length of %d at %d".formatted(value, at));
    }
    return value;
  }

  /** How many constants there are, with the one of index 0, which is none. */
  int constants() {
    return constants.length;
  }

  /** The kind of a constant (JVMS 4.4); 0 where there is none. */
  int tag(int index) {
    return constants[index] == 0 ? 0 : bytes[constants[index] - 1];
  }

  /** Where a constant's content begins, behind its tag. */
  int constant(int index) {
    return constants[index];
  }

  /** Where the access flags are: behind the constants. */
  int body() {
    return body;
  }

  /** The number of the text whose constant's index stands there. */
  private int number(int at) {
    return numberOf(u2(at));
  }

  private int numberOf(int index) {
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
  private String className(int at) {
    return text(constants[u2(at)]);
  }

  /** The same, or null where the index is 0. */
  private @Nullable String classNameOrNull(int at) {
    return u2(at) == 0 ? null : className(at);
  }

  /** A list of class constants' indexes, with its length before it. */
  private List<String> classNames(int at) {
    String[] names = new String[u2(at)];
    for (int i = 0; i < names.length; i++) {
      names[i] = className(at + 2 + 2 * i);
    }
    return List.of(names);
  }

  /**
   * What the class declares.
   *
   * @param where where the file is, for a person
   */
  ClassModel model(Origin origin, String where) {
    List<String> interfaces = classNames(body + 6);
    int at = body + 8 + 2 * interfaces.size();
    Member[] fields = new Member[u2(at)];
    at = members(at, fields);
    Member[] methods = new Member[u2(at)];
    at = members(at, methods);
    attributes(at);
    return new ClassModel(
        origin,
        where,
        className(body + 2),
        u2(6),
        u2(body),
        classNameOrNull(body + 4),
        interfaces,
        new Members(methods),
        new Members(fields),
        permitted,
        nestHost,
        nestMembers);
  }

  /** Fills in the members that stand there, and returns where they end. */
  private int members(int start, Member[] members) {
    int at = start + 2;
    int before = declared.length;
    declared = Arrays.copyOf(declared, before + members.length);
    for (int i = 0; i < members.length; i++) {
      declared[before + i] = number(at + 4);
      members[i] = new Member(text(at + 2), text(at + 4), u2(at));
      int attributes = u2(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        at += 6 + u4(at + 2);
      }
    }
    return at;
  }

  private void attributes(int start) {
    int count = u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      switch (text(at)) {
        case "NestHost" -> nestHost = className(at + 6);
        case "NestMembers" -> nestMembers = classNames(at + 6);
        case "PermittedSubclasses" -> permitted = classNames(at + 6);
        default -> {}
      }
      at += 6 + u4(at + 2);
    }
    ended(at);
  }

  /**
   * What its constants name, and the descriptors of what it declares: once its {@link #model} was
   * made.
   */
  Mentions mentions() {
    return mentions(null, declared);
  }

  /** What the code comes to, see {@link CodeConstants}, but for string constants. */
  Mentions codeMentions() {
    return mentions(CodeConstants.of(this), new int[0]);
  }

  /**
   * What constants name.
   *
   * @param only the indexes of those that are meant, texts that are descriptors among them; null
   *     for all constants but texts
   * @param further numbers of further descriptors
   */
  private Mentions mentions(@Nullable BitSet only, int[] further) {
    int[] types = new int[constants.length];
    int[] descriptors = Arrays.copyOf(further, further.length + constants.length);
    int[] members = new int[constants.length];
    int[] names = new int[constants.length];
    int typeCount = 0;
    int descriptorCount = further.length;
    int memberCount = 0;
    int nameCount = 0;
    for (int i = 1; i < constants.length; i++) {
      if (only != null && !only.get(i)) {
        continue;
      }
      int at = constants[i];
      switch (tag(i)) {
        case UTF8 -> {
          if (only != null) {
            descriptors[descriptorCount++] = numberOf(i);
          }
        }
        case CLASS -> types[typeCount++] = numbers[u2(at)] - 1;
        case STRING -> {
          if (mayNameClass(constants[u2(at)])) {
            names[nameCount++] = number(at);
          }
        }
        case FIELD_REF, METHOD_REF, INTERFACE_METHOD_REF -> members[memberCount++] = ref(i);
        case NAME_AND_TYPE -> descriptors[descriptorCount++] = numbers[u2(at + 2)] - 1;
        case METHOD_TYPE -> descriptors[descriptorCount++] = numbers[u2(at)] - 1;
        default -> {}
      }
    }
    return new Mentions(
        texts,
        Arrays.copyOf(types, typeCount),
        Arrays.copyOf(descriptors, descriptorCount),
        Arrays.copyOf(members, memberCount),
        Arrays.copyOf(names, nameCount));
  }

  private int ref(int index) {
    int at = constants[index];
    int nameAndType = constants[u2(at + 2)];
    return texts.ref(
        numbers[u2(constants[u2(at)])] - 1,
        numbers[u2(nameAndType)] - 1,
        numbers[u2(nameAndType + 2)] - 1,
        tag(index) == INTERFACE_METHOD_REF);
  }

  /** Whether a text, which begins with its length, is like the name of a class in a package. */
  private boolean mayNameClass(int at) {
    int end = at + 2 + u2(at);
    if (end - at < 5 || end - at >= LONGEST_NAME) {
      return false;
    }
    boolean hasPackage = false;
    for (int i = at + 2; i < end; i++) {
      byte c = bytes[i];
      hasPackage |= c == '.' || c == '/';
      if (c < '$' || c == '-' || c > 'z') {
        return false;
      }
    }
    return hasPackage && Names.isLikeAClass(new String(bytes, at + 2, end - at - 2, ISO_8859_1));
  }
}
