package com.acme.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a greeter says of itself in its greetings.
 *
 * @param version the version that wrote it
 * @param count how many greetings there have been
 * @param takenOver how many of those its generation took over from the one before; 0 when none
 * @param takenOverFrom the version it took them over from; empty when none
 */
record Greeting(String version, long count, long takenOver, String takenOverFrom) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\(greeter ([^ ,]+), greeting (\\d+)(?:, counting on from (\\d+) of ([^ )]+))?\\)");

  /**
   * Reads a greeting.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Greeting parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.find()) {
      throw new IllegalArgumentException("not a greeting: " + text);
    }
    String from = form.group(4);
    return from == null
        ? new Greeting(form.group(1), Long.parseLong(form.group(2)), 0, "")
        : new Greeting(
            form.group(1), Long.parseLong(form.group(2)), Long.parseLong(form.group(3)), from);
  }
}
