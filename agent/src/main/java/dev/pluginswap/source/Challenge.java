package dev.pluginswap.source;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code WWW-Authenticate}.
 *
 * @param scheme lower case: {@code bearer} or {@code basic}
 * @param parameters by lower-case names
 */
record Challenge(String scheme, Map<String, String> parameters) {

  private static final Pattern SCHEME =
      Pattern.compile("\\s*(bearer|basic)\\b(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  /** Null if it is none that is understood. */
  static @Nullable Challenge of(@Nullable String header) {
    Matcher matcher = SCHEME.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(matcher.group(2));
    while (parameter.find()) {
      String quoted = parameter.group(2);
      parameters.putIfAbsent(
          parameter.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    return new Challenge(matcher.group(1).toLowerCase(Locale.ROOT), parameters);
  }
}
