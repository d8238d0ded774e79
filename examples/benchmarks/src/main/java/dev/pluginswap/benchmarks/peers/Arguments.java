package dev.pluginswap.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Options of a comparison.
 *
 * @param values by name, without the dashes
 */
record Arguments(Map<String, String> values) {

  Arguments {
    values = Map.copyOf(values);
  }

  /**
   * Reads {@code --name value --name value …}.
   *
   * @param known the names that there are
   * @throws IllegalArgumentException if a name is not known or has no value
   */
  static Arguments parse(List<String> arguments, List<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i).replaceFirst("^--", "");
      if (!known.contains(name) || !arguments.get(i).startsWith("--")) {
        throw new IllegalArgumentException(
            "%s is no option here; there are --%s"
                .formatted(arguments.get(i), String.join(", --", known)));
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
      values.put(name, arguments.get(i + 1));
    }
    return new Arguments(values);
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if it is none, or not positive
   */
  int number(String name, int otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : number(name, value);
  }

  /**
   * Numbers separated by commas.
   *
   * @throws IllegalArgumentException if one is none, or not positive
   */
  List<Integer> numbers(String name, List<Integer> otherwise) {
    String value = values.get(name);
    return value == null
        ? otherwise
        : Stream.of(value.split(",", -1)).map(number -> number(name, number)).toList();
  }

  private static int number(String name, String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "--" + name + " takes a whole number from 1, not " + value);
    }
    return Integer.parseInt(value);
  }

  /** Words separated by commas. */
  List<String> words(String name, List<String> otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : List.of(value.split(",", -1));
  }
}
