package dev.pluginswap.verify.link;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds which constants of a class file the JVM may come to when it verifies and runs the code. A
 * class that stands among its constants because it is nested somewhere, or is thrown, need not be
 * there. For one class file each.
 */
final class CodeConstants {

  private static final int LDC = 0x12;
  private static final int TABLE_SWITCH = 0xAA;
  private static final int LOOKUP_SWITCH = 0xAB;
  private static final int WIDE = 0xC4;
  private static final int IINC = 0x84;

  /** The verification type that names a class, and the one that names an instruction. */
  private static final int OBJECT = 7;

  private static final int UNINITIALIZED = 8;

  /**
   * How long each instruction is (JVMS 6.5), as a digit; {@code 0} where that depends on more than
   * the opcode. Those of a capital letter have the index of a constant behind the opcode: {@code B}
   * is two bytes long, {@code C} three, and so on.
   */
  private static final String LENGTHS =
      "1111111111111111"
          + "23BCC22222111111"
          + "1111111111111111"
          + "1111112222211111"
          + "1111111111111111"
          + "1111111111111111"
          + "1111111111111111"
          + "1111111111111111"
          + "1111311111111111"
          + "1111111113333333"
          + "3333333332001111"
          + "11CCCCCCCEEC2C11"
          + "CC110D3355";

  private final Constants file;
  private final BitSet used = new BitSet();
  private int[] descriptors = new int[0];
  private int descriptorCount;

  private CodeConstants(Constants file) {
    this.file = file;
  }

  /**
   * Looks for them.
   *
   * @throws RuntimeException if the bytes make no sense
   */
  static CodeConstants of(Constants file) {
    CodeConstants constants = new CodeConstants(file);
    constants.used.set(file.u2(file.end() + 2));
    constants.members();
    constants.close();
    constants.used.clear(0); // stood for none
    return constants;
  }

  /**
   * The indexes of the constants that the code comes to: in its instructions, exception tables,
   * frames and bootstrap methods, and whatever these constants need; and the class itself.
   */
  BitSet used() {
    return used;
  }

  /** The numbers of the descriptors of the methods that have code. */
  int[] descriptors() {
    return Arrays.copyOf(descriptors, descriptorCount);
  }

  private void members() {
    int at = file.end() + 8 + 2 * file.u2(file.end() + 6);
    for (int kind = 0; kind < 2; kind++) {
      int count = file.u2(at);
      descriptors = Arrays.copyOf(descriptors, descriptors.length + count);
      at += 2;
      for (int i = 0; i < count; i++) {
        int descriptor = file.number(at + 4);
        int attributes = file.u2(at + 6);
        at += 8;
        for (int j = 0; j < attributes; j++) {
          if (file.text(at).equals("Code")) {
            descriptors[descriptorCount++] = descriptor;
            code(at + 6);
          }
          at += 6 + file.u4(at + 2);
        }
      }
    }
    attributes(at);
  }

  private void attributes(int start) {
    int count = file.u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      switch (file.text(at)) {
        case "StackMapTable" -> frames(at + 6);
        case "BootstrapMethods" -> bootstraps(at + 6);
        default -> {}
      }
      at += 6 + file.u4(at + 2);
    }
  }

  private void bootstraps(int start) {
    int count = file.u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      used.set(file.u2(at));
      int arguments = file.u2(at + 2);
      at += 4;
      for (int j = 0; j < arguments; j++) {
        used.set(file.u2(at));
        at += 2;
      }
    }
  }

  /** Adds what the constants need. */
  private void close() {
    int end = file.count(); // code may name what is not there
    for (int i = used.nextSetBit(1); i > 0 && i < end; i = used.nextSetBit(i + 1)) {
      if (file.tag(i) == Constants.METHOD_HANDLE) {
        used.set(file.u2(file.offset(i) + 1));
      }
    }
    for (int i = used.nextSetBit(1); i > 0 && i < end; i = used.nextSetBit(i + 1)) {
      int at = file.offset(i);
      switch (file.tag(i)) {
        case Constants.FIELD_REF, Constants.METHOD_REF, Constants.INTERFACE_METHOD_REF -> {
          used.set(file.u2(at));
          used.set(file.u2(at + 2));
        }
        case Constants.DYNAMIC, Constants.INVOKE_DYNAMIC -> used.set(file.u2(at + 2));
        default -> {}
      }
    }
  }

  private void code(int start) {
    int code = start + 8;
    int end = code + file.u4(start + 4);
    int at = code;
    while (at < end) {
      at += instruction(at, code);
    }
    int handlers = file.u2(end);
    at = end + 2;
    for (int i = 0; i < handlers; i++) {
      used.set(file.u2(at + 6)); // 0 for any
      at += 8;
    }
    attributes(at);
  }

  /** Returns how long it is. */
  private int instruction(int at, int code) {
    int opcode = file.u1(at);
    if (opcode >= LENGTHS.length()) {
      throw new IllegalArgumentException("no instruction has opcode " + opcode);
    }
    char length = LENGTHS.charAt(opcode);
    if (length >= 'A') {
      used.set(opcode == LDC ? file.u1(at + 1) : file.u2(at + 1));
      return length - 'A' + 1;
    }
    if (length != '0') {
      return length - '0';
    }
    if (opcode == WIDE) {
      return file.u1(at + 1) == IINC ? 6 : 4;
    }
    int operands = at + 4 - ((at - code) & 3);
    return switch (opcode) {
      case TABLE_SWITCH ->
          operands - at + 12 + 4 * cases(file.s4(operands + 8) - file.s4(operands + 4) + 1);
      case LOOKUP_SWITCH -> operands - at + 8 + 8 * cases(file.s4(operands + 4));
      default -> throw new IllegalArgumentException("no length of opcode " + opcode);
    };
  }

  private static int cases(int count) {
    if (count < 0 || count > 0xFFFF) {
      throw new IllegalArgumentException("a switch of %d cases".formatted(count));
    }
    return count;
  }

  /** The frames (JVMS 4.7.4). */
  private void frames(int start) {
    int count = file.u2(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      int kind = file.u1(at++);
      if (kind == 255) {
        at = types(at + 4, file.u2(at + 2));
        at = types(at + 2, file.u2(at));
      } else if (kind > 251) {
        at = types(at + 2, kind - 251);
      } else if (kind >= 247) {
        at = types(at + 2, kind == 247 ? 1 : 0);
      } else if (kind >= 128) {
        throw new IllegalArgumentException("no frame is of kind " + kind);
      } else {
        at = types(at, kind >= 64 ? 1 : 0);
      }
    }
  }

  /** Returns where they end. */
  private int types(int start, int count) {
    int at = start;
    for (int i = 0; i < count; i++) {
      int kind = file.u1(at);
      if (kind == OBJECT) {
        used.set(file.u2(at + 1));
      }
      at += kind == OBJECT || kind == UNINITIALIZED ? 3 : 1;
    }
    return at;
  }
}
