package com.acme.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo promises, and which of it did not come true. */
final class Promises {

  private final List<String> broken = new ArrayList<>();

  /** Notes one promise, and whether it was kept. */
  void expect(boolean kept, String otherwise) {
    if (!kept) {
      broken.add(otherwise);
    }
  }

  /** Notes that {@code what} is to be {@code expected}. */
  void expectEqual(String what, Object expected, Object actual) {
    expect(
        expected.equals(actual), "%s: expected %s, but it is %s".formatted(what, expected, actual));
  }

  /** The promises that were not kept, in a person's words. */
  List<String> broken() {
    return List.copyOf(broken);
  }
}
