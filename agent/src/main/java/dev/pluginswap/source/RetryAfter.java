package dev.pluginswap.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of that name: seconds, or a date. */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * Nanoseconds from now.
   *
   * @param header null if there is none
   * @return null if it says nothing that can be understood
   */
  static @Nullable Long nanos(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text)).toNanos();
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      Duration wait = Duration.between(now, at);
      long longest = Duration.ofDays(365).toSeconds();
      return Math.max(0, Duration.ofSeconds(Math.min(wait.toSeconds(), longest)).toNanos());
    } catch (DateTimeException e) {
      return null; // a header that means nothing is none
    }
  }
}
