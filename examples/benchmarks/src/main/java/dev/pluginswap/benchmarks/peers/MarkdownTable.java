package dev.pluginswap.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown: texts to the left, all other columns to the right. */
final class MarkdownTable {

  private final List<List<String>> rows = new ArrayList<>();

  /** The first column is text, the others are numbers. */
  MarkdownTable(List<String> header) {
    rows.add(List.copyOf(header));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not as many cells as the header
   */
  void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of %d cells under %d headings: %s"
              .formatted(cells.size(), rows.get(0).size(), cells));
    }
    rows.add(List.copyOf(cells));
  }

  /** A count, in groups of three digits. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A number with so many digits behind the point. */
  static String decimal(double number, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  /** Its lines, each with an end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      List<String> cells = rows.get(row);
      for (int column = 0; column < cells.size(); column++) {
        String format = column == 0 ? "| %-" + width(0) + "s |" : " %" + width(column) + "s |";
        text.append(String.format(format, cells.get(column)));
      }
      text.append('\n');
      if (row == 0) {
        text.append("|").append("-".repeat(width(0) + 2)).append('|');
        for (int column = 1; column < cells.size(); column++) {
          text.append("-".repeat(width(column) + 1)).append(":|");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
