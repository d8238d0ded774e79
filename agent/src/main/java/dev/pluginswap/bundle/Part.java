package dev.pluginswap.bundle;

import java.util.Locale;

/**
 * A part of a version: a number or a word.
 *
 * @param number whether it is a number
 * @param text the number's digits without leading zeros (empty for 0), or the word in lower case
 */
record Part(boolean number, String text) {

  /** Of digits only, or of letters only. */
  static Part of(String text) {
    boolean number = Character.isDigit(text.charAt(0));
    return new Part(number, number ? text.replaceFirst("^0+", "") : text.toLowerCase(Locale.ROOT));
  }

  /** Zero, then words, then other numbers. */
  int compareInRelease(Part other) {
    int order = Integer.compare(rank(), other.rank());
    return order != 0 ? order : compareText(other);
  }

  /** Numbers, then words. */
  int compareInPreRelease(Part other) {
    int order = Boolean.compare(other.number, number);
    return order != 0 ? order : compareText(other);
  }

  private int rank() {
    if (!number) {
      return 1;
    }
    return text.isEmpty() ? 0 : 2;
  }

  /** Of two of one kind. A number can have 64 digits, so it is compared as text. */
  private int compareText(Part other) {
    if (number && text.length() != other.text.length()) {
      return Integer.compare(text.length(), other.text.length());
    }
    return text.compareTo(other.text);
  }
}
