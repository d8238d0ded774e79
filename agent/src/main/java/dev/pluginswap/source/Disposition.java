package dev.pluginswap.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file name in a {@code Content-Disposition}. */
final class Disposition {

  private static final Pattern FILE_NAME =
      Pattern.compile(
          ";\\s*filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s\"]+))", Pattern.CASE_INSENSITIVE);

  private Disposition() {}

  /** The name without any directories; null if there is none. */
  static @Nullable String fileName(@Nullable String header) {
    Matcher found = FILE_NAME.matcher(header == null ? "" : header);
    if (!found.find()) {
      return null;
    }
    String given = found.group(1) == null ? found.group(2) : found.group(1);
    String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    return name.isBlank() || name.equals(".") || name.equals("..") ? null : name;
  }
}
