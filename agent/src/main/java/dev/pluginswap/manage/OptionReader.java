package dev.pluginswap.manage;

import dev.pluginswap.bundle.Durations;
import dev.pluginswap.install.WorkspaceApi;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads option values, and collects all that is wrong with them before it complains. */
final class OptionReader {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)?");

  private final Map<String, String> given;
  private final Map<String, String> defaults;
  private final List<String> complaints = new ArrayList<>();

  OptionReader(Map<String, String> given, Map<String, String> defaults) {
    this.given = given;
    this.defaults = defaults;
    for (String name : given.keySet()) {
      if (!defaults.containsKey(name)) {
        complaints.add("unknown option '%s'".formatted(name));
      }
    }
  }

  /**
   * Splits the agent's argument: {@code key=value,key=value}, or {@code @file.properties}.
   *
   * @throws IllegalArgumentException if it is neither, or the file cannot be read
   */
  static Map<String, String> split(@Nullable String argument) {
    Map<String, String> options = new LinkedHashMap<>();
    if (argument == null || argument.isBlank()) {
      return options;
    }
    if (argument.startsWith("@")) {
      return file(Path.of(argument.substring(1)));
    }
    return pairs(argument, AgentOptions::usage);
  }

  /**
   * Splits {@code key=value,key=value}.
   *
   * @param usage told with whatever is none
   * @throws IllegalArgumentException if it is not that
   */
  static Map<String, String> pairs(String argument, Supplier<String> usage) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : argument.split(",", -1)) {
      int equals = option.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "option '%s' is not key=value%n%s".formatted(option, usage.get()));
      }
      if (options.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip())
          != null) {
        throw new IllegalArgumentException(
            "option '%s' is given twice".formatted(option.substring(0, equals).strip()));
      }
    }
    return options;
  }

  private static Map<String, String> file(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the options file %s cannot be read: %s".formatted(path.toAbsolutePath(), e), e);
    }
    Map<String, String> options = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(n -> options.put(n, properties.getProperty(n).strip()));
    return options;
  }

  /**
   * The value, or the default's value when the one given is malformed: then {@link #complain}
   * throws.
   */
  <T extends @Nullable Object> T read(String name, Function<String, T> parser) {
    String otherwise = defaults.getOrDefault(name, "");
    String text = given.getOrDefault(name, otherwise);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      complaints.add("option %s=%s: %s".formatted(name, text, e.getMessage()));
      return parser.apply(otherwise);
    }
  }

  boolean isGiven(String name) {
    return given.containsKey(name);
  }

  void complain(Supplier<String> usage) {
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException(
          String.join("; ", complaints) + System.lineSeparator() + usage.get());
    }
  }

  static Path path(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a directory is needed");
    }
    return Path.of(text); // InvalidPathException is an IllegalArgumentException that says where
  }

  static @Nullable Path optionalPath(String text) {
    return text.isBlank() ? null : Path.of(text);
  }

  static WorkspaceApi exports(String text) {
    return WorkspaceApi.parse(text.isBlank() ? List.of() : List.of(text.split(":", -1)));
  }

  static Duration duration(String text) {
    Duration duration = Durations.parse(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be more than zero");
    }
    return duration;
  }

  static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size such as 104857600, 512KiB, 100MiB or 2GiB");
    }
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    long factor =
        switch (unit) {
          case "B" -> 1L;
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          default -> 1L << 30;
        };
    long size = Long.parseLong(matcher.group(1)) * factor;
    if (size == 0) {
      throw new IllegalArgumentException("must be more than zero");
    }
    return size;
  }

  static int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below, in the same words as for a number that is too small
    }
    throw new IllegalArgumentException("not a whole number from 1 to " + Integer.MAX_VALUE);
  }

  /** How handles are compiled; true for into their callers. */
  static boolean inline(String text) {
    return switch (text) {
      case "outline" -> false;
      case "inline" -> true;
      default -> throw new IllegalArgumentException("must be one of outline, inline");
    };
  }

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }
}
