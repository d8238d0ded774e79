package dev.pluginswap.verify.link;

/** The form of descriptors (JVMS 4.3). */
final class Descriptors {

  private static final int NONE = -1;
  private static final int MOST_DIMENSIONS = 255;

  private Descriptors() {}

  /** Whether a text is the descriptor of a field or of a method. */
  static boolean isDescriptor(String text) {
    int end = text.length();
    if (text.isEmpty() || text.charAt(0) != '(') {
      return type(text, 0) == end;
    }
    int at = 1;
    while (at < end && text.charAt(at) != ')') {
      at = type(text, at);
      if (at == NONE) {
        return false;
      }
    }
    return at + 1 < end && (text.charAt(at + 1) == 'V' ? at + 2 == end : type(text, at + 1) == end);
  }

  /** Where the type that begins there ends; {@link #NONE} if it is none. */
  private static int type(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
    }
    if (at >= text.length() || at - start > MOST_DIMENSIONS) {
      return NONE;
    }
    return switch (text.charAt(at)) {
      case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z' -> at + 1;
      case 'L' -> {
        int end = text.indexOf(';', at);
        yield end > at + 1 ? end + 1 : NONE;
      }
      default -> NONE;
    };
  }
}
