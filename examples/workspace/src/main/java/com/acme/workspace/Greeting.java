package com.acme.workspace;

/** Reads what a greeter says of itself in its greetings. */
final class Greeting {

  private static final String BEFORE = "(greeter ";

  private Greeting() {}

  /**
   * The version that wrote a greeting.
   *
   * @throws IllegalArgumentException if the greeting does not say
   */
  static String versionOf(String greeting) {
    int start = greeting.indexOf(BEFORE) + BEFORE.length();
    int end = greeting.indexOf(',', start);
    if (start < BEFORE.length() || end < 0) {
      throw new IllegalArgumentException("not a greeting: " + greeting);
    }
    return greeting.substring(start, end);
  }
}
