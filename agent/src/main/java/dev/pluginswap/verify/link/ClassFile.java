package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class file without its code: what the class declares, and what its constant pool names.
 * All methods throw a {@link RuntimeException} if the bytes make no sense.
 */
final class ClassFile {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD_REF = 9;
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_DYNAMIC = 18;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;
  private static final int LONGEST_NAME = 200;

  private final byte[] bytes;
  private final Texts texts;

  /** Where each constant's content begins, behind its tag; 0 for none. */
  private final int[] constants;

  /** Where the access flags are. */
  private final int body;

  private @Nullable List<String> permitted;
  private @Nullable String nestHost;
  private List<String> nestMembers = List.of();

  ClassFile(byte[] bytes, Texts texts) {
    this.bytes = bytes;
    this.texts = texts;
    if (((u2(0) << 16) | u2(2)) != MAGIC) {
      throw new IllegalArgumentException("its magic number is missing");
    }
    constants = new int[u2(8)];
    int at = 10;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = at + 1;
      int tag = bytes[at];
      at += 1 + size(tag, at + 1);
      if (tag == LONG || tag == DOUBLE) {
        i++; // takes two
      }
    }
    body = at;
  }

  private int size(int tag, int at) {
    return switch (tag) {
      case UTF8 -> 2 + u2(at);
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
      case METHOD_HANDLE -> 3;
      case INTEGER, FLOAT, FIELD_REF, METHOD_REF, INTERFACE_METHOD_REF, NAME_AND_TYPE -> 4;
      case DYNAMIC, INVOKE_DYNAMIC -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IllegalArgumentException("no constant has tag " + tag);
    };
  }

  private int u2(int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  private int u4(int at) {
    int value = (u2(at) << 16) | u2(at + 2);
    if (value < 0 || value > bytes.length - at) {
      throw new IllegalArgumentException("a length of %d at %d".formatted(value, at));
    }
    return value;
  }

  /** The text whose constant's index stands there. */
  private String text(int at) {
    return texts.read(bytes, constants[u2(at)]);
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
    Map<String, Member> fields = new HashMap<>();
    Map<String, Member> methods = new HashMap<>();
    int at = members(body + 8 + 2 * interfaces.size(), fields);
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
        methods,
        fields,
        permitted,
        nestHost,
        nestMembers);
  }

  /** Returns where it ends. */
  private int members(int start, Map<String, Member> members) {
    int count = u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      String name = text(at + 2);
      String descriptor = text(at + 4);
      members.put(Member.key(name, descriptor), new Member(name, descriptor, u2(at)));
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
  }

  /**
   * What its constants name.
   *
   * @param model what it declares: the constants alone do not tell which of them are descriptors
   */
  Mentions mentions(ClassModel model) {
    List<String> types = new ArrayList<>();
    List<String> descriptors = new ArrayList<>();
    model.fields().values().forEach(field -> descriptors.add(field.descriptor()));
    model.methods().values().forEach(method -> descriptors.add(method.descriptor()));
    List<MemberRef> members = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 1; i < constants.length; i++) {
      int at = constants[i];
      switch (at == 0 ? 0 : bytes[at - 1]) {
        case CLASS -> types.add(text(at));
        case STRING -> {
          int length = u2(constants[u2(at)]);
          if (length > 2 && length < LONGEST_NAME && Names.isLikeAClass(text(at))) {
            names.add(text(at));
          }
        }
        case FIELD_REF, METHOD_REF -> members.add(ref(at, false));
        case INTERFACE_METHOD_REF -> members.add(ref(at, true));
        case NAME_AND_TYPE -> descriptors.add(text(at + 2));
        case METHOD_TYPE -> descriptors.add(text(at));
        default -> {}
      }
    }
    return new Mentions(
        texts,
        types.toArray(String[]::new),
        descriptors.toArray(String[]::new),
        members.toArray(MemberRef[]::new),
        names.toArray(String[]::new));
  }

  private MemberRef ref(int at, boolean isInterface) {
    int nameAndType = constants[u2(at + 2)];
    return texts.ref(
        new MemberRef(className(at), text(nameAndType), text(nameAndType + 2), isInterface));
  }
}
