package dev.pluginswap.unload.heap;

/** The types of values, by their numbers in a dump. */
final class ValueType {

  static final int OBJECT = 2;
  static final int BYTE = 8;

  private ValueType() {}

  /**
   * The size of a value of a type, in bytes.
   *
   * @param at where the type was read, for the message
   */
  static int size(DumpFile file, long at, int type) throws BrokenDumpException {
    return switch (type) {
      case OBJECT -> file.idSize();
      case 4, BYTE -> Byte.BYTES; // 4 is boolean
      case 5, 9 -> Short.BYTES; // char, short
      case 6, 10 -> Integer.BYTES; // float, int
      case 7, 11 -> Long.BYTES; // double, long
      default ->
          throw file.broken(at, "a type of value, 2 or 4 to 11", "there is " + type);
    };
  }
}
