package dev.pluginswap.source;

import java.util.Locale;
import java.util.Objects;

/** What an exception says, for the middle of a sentence. */
final class Reasons {

  private Reasons() {}

  static String of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        return cause.getClass().getSimpleName() + ": " + Redacted.of(message);
      }
    }
    return words(thrown.getClass().getSimpleName());
  }

  /** {@code UnresolvedAddressException} as {@code unresolved address}. */
  private static String words(String name) {
    String core = Objects.requireNonNull(name).replaceAll("Exception$", "");
    return core.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
