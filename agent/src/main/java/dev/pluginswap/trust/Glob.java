package dev.pluginswap.trust;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of a policy: {@code *} stands for any characters, also none; all others for themselves.
 */
final class Glob {

  private final String text;
  private final Pattern pattern;

  Glob(String text) {
    this.text = text;
    this.pattern =
        Pattern.compile(
            Arrays.stream(text.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")),
            Pattern.DOTALL);
  }

  boolean matches(String candidate) {
    return pattern.matcher(candidate).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
