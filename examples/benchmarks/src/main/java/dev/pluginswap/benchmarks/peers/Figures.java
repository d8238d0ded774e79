package dev.pluginswap.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one JVM tells the other, in one line of its output: {@code calls=812 failed=0}.
 *
 * @param numbers by name, in order; names have neither spaces nor {@code =}
 */
record Figures(Map<String, Long> numbers) {

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not one of these
   */
  static Figures parse(String line) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String pair : line.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("not a line of name=number: " + line);
      }
      numbers.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
    }
    return new Figures(numbers);
  }

  /**
   * One of the numbers.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  long get(String name) {
    Long number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("no " + name + " in " + this);
    }
    return number;
  }

  /** The line. */
  @Override
  public String toString() {
    return numbers.entrySet().stream()
        .map(number -> number.getKey() + "=" + number.getValue())
        .collect(Collectors.joining(" "));
  }
}
