package dev.pluginswap.unload.heap;

/** Names of classes as a person writes them. */
final class TypeNames {

  private TypeNames() {}

  /** {@code [Lcom/acme/Foo;} as {@code com.acme.Foo[]}. */
  static String of(String internal) {
    int dimensions = 0;
    while (dimensions < internal.length() && internal.charAt(dimensions) == '[') {
      dimensions++;
    }
    String element = internal.substring(dimensions);
    if (dimensions > 0) {
      element =
          element.startsWith("L") && element.endsWith(";")
              ? element.substring(1, element.length() - 1)
              : primitive(element);
    }
    return element.replace('/', '.') + "[]".repeat(dimensions);
  }

  private static String primitive(String descriptor) {
    return switch (descriptor) {
      case "Z" -> "boolean";
      case "C" -> "char";
      case "F" -> "float";
      case "D" -> "double";
      case "B" -> "byte";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      default -> descriptor;
    };
  }

  /** {@code java.util.HashMap$Node} as {@code Node}, {@code java.util.List[]} as {@code List[]}. */
  static String simple(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** A text that may come from anywhere, without line breaks and the like. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
