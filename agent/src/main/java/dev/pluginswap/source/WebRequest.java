package dev.pluginswap.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to get.
 *
 * @param url where it is
 * @param authorization the header's value for the origin of {@code url}, and no other; null for
 *     none
 * @param headers further headers, for every origin
 * @param loginCure what to do when the server wants to know who asks
 */
record WebRequest(
    WebUrl url, @Nullable String authorization, Map<String, String> headers, String loginCure) {

  private static final String CURE =
      "give user and password in the URL, as in https://user:password@host/…, or use a URL that needs"
          + " none";

  static WebRequest of(WebUrl url) {
    return new WebRequest(url, url.authorization(), Map.of(), CURE);
  }

  /** The same with one more header. */
  WebRequest with(String name, String value) {
    java.util.TreeMap<String, String> more = new java.util.TreeMap<>(headers);
    more.put(name, value);
    return new WebRequest(url, authorization, Map.copyOf(more), loginCure);
  }

  /** The same for somebody else. */
  WebRequest as(@Nullable String somebody) {
    return new WebRequest(url, somebody, headers, loginCure);
  }
}
