package dev.pluginswap.verify.link;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class file without its code: what the class declares, and what its constant pool names.
 * All methods throw a {@link RuntimeException} if the bytes make no sense.
 */
final class ClassFile {

  private final Constants constants;
  private final Texts texts;

  /** The numbers of the descriptors of its members: constants do not tell that they are such. */
  private int[] declared = new int[0];

  private @Nullable List<String> permitted;
  private @Nullable String nestHost;
  private List<String> nestMembers = List.of();

  /** Reads the file of that length with which an array begins. */
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
    List<String> interfaces = constants.classNames(body + 6);
    int at = body + 8 + 2 * interfaces.size();
    Member[] fields = new Member[constants.u2(at)];
    at = members(at, fields);
    Member[] methods = new Member[constants.u2(at)];
    at = members(at, methods);
    attributes(at);
    return new ClassModel(
        origin,
        where,
        constants.className(body + 2),
        constants.u2(6),
        constants.u2(body),
        constants.classNameOrNull(body + 4),
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
      int descriptor = constants.number(at + 4);
      declared[before + i] = descriptor;
      members[i] = new Member(constants.text(at + 2), texts.text(descriptor), constants.u2(at));
      int attributes = constants.u2(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        at += 6 + constants.u4(at + 2);
      }
    }
    return at;
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
    return new Mentions(
        texts,
        constants.classNumbers(null),
        concat(constants.descriptorNumbers(null), declared),
        constants.refNumbers(null),
        constants.nameNumbers());
  }

  /** What its code comes to, see {@link CodeConstants}, but for string constants. */
  Mentions codeMentions() {
    CodeConstants code = CodeConstants.of(constants);
    BitSet used = code.used();
    return new Mentions(
        texts,
        constants.classNumbers(used),
        concat(constants.descriptorNumbers(used), code.descriptors()),
        constants.refNumbers(used),
        new int[0]);
  }

  private static int[] concat(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
