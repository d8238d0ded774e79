package dev.pluginswap.bundle;

/** Text from outside as it may stand in a message: in quotes, short, and on one line. */
final class Quoted {

  /** Characters. */
  private static final int MAX_LENGTH = 120;

  private Quoted() {}

  /** The text in single quotes; control characters become {@code ?}, too much becomes {@code …}. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      shown.append('…');
    }
    return shown.append('\'').toString();
  }
}
