package com.acme.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The demo's table and its totals, for a person. */
final class Screen {

  private static final String ROW = "  %-27s %-12s %8s  %-8s %-8s %9s%n";
  private static final int DETAIL_LINES = 12;

  private final PrintStream out;

  Screen(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println(text);
    out.println();
  }

  void header() {
    out.printf(ROW, "command", "outcome", "took", "greeter", "h2", "longest");
    out.printf(ROW, "", "", "", "now", "now", "call");
  }

  /** One step: what was done, how it ended, what is served now. */
  void row(
      String command, String outcome, Duration took, String greeter, String h2, String longest) {
    out.printf(ROW, command, outcome, millis(took), greeter, h2, longest);
    out.flush();
  }

  /** What the command line said, below its row. */
  void detail(String text) {
    text.strip().lines().limit(DETAIL_LINES).forEach(line -> out.println("      " + line));
  }

  void note(String text) {
    out.println("  " + text);
  }

  void gap() {
    out.println();
  }

  void total(String name, String value) {
    out.printf("  %-15s %s%n", name, value);
  }

  static String millis(Duration time) {
    long millis = time.toMillis();
    return millis < 10
        ? String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6)
        : String.format(Locale.ROOT, "%,d ms", millis);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
