package dev.pluginswap.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of that name.
 *
 * @param first byte, from 0
 * @param total bytes of the whole; -1 if it is not said
 */
record ContentRange(long first, long total) {

  private static final Pattern FORM =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  /** Null if it says nothing that makes sense. */
  static @Nullable ContentRange of(@Nullable String header) {
    Matcher range = FORM.matcher(header == null ? "" : header.strip());
    if (!range.matches()) {
      return null;
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    return last < first || (total >= 0 && last >= total) ? null : new ContentRange(first, total);
  }
}
