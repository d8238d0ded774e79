package dev.pluginswap.verify.link;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class file without its code: what the class declares, and what its constant pool names.
 * All methods throw a {@link RuntimeException} if the bytes make no sense.
 */
final class ClassFile {

  private final Constants constants;
  private final Texts texts;

  /**
   * The numbers of the descriptors of its members, fields first, then methods: constants do not
   * tell that they are such.
   */
  private int[] declared = new int[0];

  /** The numbers of their names; -1 for native methods. */
  private int[] named = new int[0];

  private int fieldCount;

  private @Nullable List<String> permitted;
  private @Nullable String nestHost;
  private List<String> nestMembers = List.of();

  /** Reads a file. */
  ClassFile(byte[] bytes, Texts texts) {
    this(bytes, bytes.length, texts);
  }

  /**
   * Reads the file of that length with which an array begins. To be used before another file is
   * read with the same texts.
   */
  ClassFile(byte[] bytes, int length, Texts texts) {
    this.constants = new Constants(bytes, length, texts);
    this.texts = texts;
  }

  /**
   * What the class declares.
   *
   * @param where where the file is, for a person
   */
  ClassModel model(Origin origin, String where) {
    int body = constants.end();
    int fieldsAt = body + 8 + 2 * constants.u2(body + 6);
    int[] fieldPlaces = new int[constants.u2(fieldsAt)];
    int methodsAt = want(fieldsAt, fieldPlaces);
    int[] methodPlaces = new int[constants.u2(methodsAt)];
    int at = want(methodsAt, methodPlaces);
    constants.readWanted();
    fieldCount = fieldPlaces.length;
    declared = new int[fieldCount + methodPlaces.length];
    named = new int[declared.length];
    Member[] fields = members(fieldPlaces, 0);
    Member[] methods = members(methodPlaces, fieldCount);
    attributes(at);
    return new ClassModel(
        origin,
        where,
        constants.className(body + 2),
        constants.u2(6),
        constants.u2(body),
        constants.classNameOrNull(body + 4),
        constants.classNames(body + 6),
        new Members(methods),
        new Members(fields),
        permitted,
        nestHost,
        nestMembers);
  }

  /** Wants the texts of the members that stand there, and returns where they end. */
  private int want(int start, int[] places) {
    int at = start + 2;
    for (int i = 0; i < places.length; i++) {
      places[i] = at;
      constants.want(at + 2);
      constants.want(at + 4);
      int attributes = constants.u2(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        at += 6 + constants.u4(at + 2);
      }
    }
    return constants.checkEnd(at);
  }

  /** Makes the members that stand there; so many were made before. */
  private Member[] members(int[] places, int before) {
    Member[] members = new Member[places.length];
    for (int i = 0; i < members.length; i++) {
      int name = constants.known(places[i] + 2);
      int descriptor = constants.known(places[i] + 4);
      texts.requireDescriptor(descriptor);
      int access = constants.u2(places[i]);
      declared[before + i] = descriptor;
      named[before + i] = (access & Opcodes.ACC_NATIVE) == 0 ? name : -1;
      members[i] = new Member(texts.text(name), texts.text(descriptor), access);
    }
    return members;
  }

  private void attributes(int start) {
    int count = constants.u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      switch (constants.text(at)) {
        case "NestHost" -> nestHost = constants.className(at + 6);
        case "NestMembers" -> nestMembers = constants.classNames(at + 6);
        case "PermittedSubclasses" -> permitted = constants.classNames(at + 6);
        default -> {}
      }
      at += 6 + constants.u4(at + 2);
    }
    constants.checkEnd(at);
  }

  /**
   * What its constants name, and the descriptors of what it declares: once its {@link #model} was
   * made.
   */
  Mentions mentions() {
    int[] refs = constants.refNumbers(null);
    return new Mentions(
        texts,
        constants.classNumbers(null),
        concat(constants.descriptorNumbers(null), declared),
        refs,
        foreign(refs),
        constants.dynamicNumbers(null),
        constants.nameNumbers());
  }

  /** Those of references that do not lead to members which the class itself declares. */
  private int[] foreign(int[] refs) {
    int body = constants.end();
    int own = constants.number(constants.offset(constants.u2(body + 2)));
    boolean isInterface = (constants.u2(body) & Opcodes.ACC_INTERFACE) != 0;
    for (int i = 0; i < declared.length; i++) {
      texts.declare(own, named[i], declared[i], isInterface && i >= fieldCount);
    }
    int count = 0;
    int[] foreign = new int[refs.length];
    for (int ref : refs) {
      if (!texts.isDeclared(ref, own)) {
        foreign[count++] = ref;
      }
    }
    return Arrays.copyOf(foreign, count);
  }

  /** What its code comes to, see {@link CodeConstants}, but for string constants. */
  Mentions codeMentions() {
    constants.readWanted();
    CodeConstants code = CodeConstants.of(constants);
    BitSet used = code.used();
    int[] refs = constants.refNumbers(used);
    return new Mentions(
        texts,
        constants.classNumbers(used),
        concat(constants.descriptorNumbers(used), code.descriptors()),
        refs,
        refs,
        constants.dynamicNumbers(used),
        new int[0]);
  }

  private static int[] concat(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
