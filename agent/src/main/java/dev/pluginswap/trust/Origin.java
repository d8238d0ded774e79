package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A source in the one form that a policy speaks of, however it was written: without credentials,
 * scheme and host in lower case, without {@code ..}.
 */
final class Origin {

  /** One letter before the colon is a drive of Windows. */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

  /** Characters that servers may take for a separator or a step up. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("%2e|%2f|%5c|%00|\\\\|[\\x00-\\x20\\x7f]", Pattern.CASE_INSENSITIVE);

  private Origin() {}

  /** Whether the source is on another machine, so that asking for it is a deed. */
  static boolean isRemote(String source) {
    return SCHEME.matcher(source).matches()
        && !source.regionMatches(true, 0, "file:", 0, "file:".length());
  }

  /**
   * The form of a source that is not a path.
   *
   * @throws BundleRefusedException if it could mean two places
   */
  static String of(String source) throws BundleRefusedException {
    int colon = source.indexOf(':');
    String scheme = source.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = source.substring(colon + 1);
    if (!rest.startsWith("//")) {
      return scheme + ":" + rest;
    }
    URI uri;
    try {
      uri = new URI(source).normalize();
    } catch (URISyntaxException e) {
      throw ambiguous(scheme, "it is no URL: " + e.getReason().toLowerCase(Locale.ROOT));
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (AMBIGUOUS.matcher(path).find() || path.startsWith("/../") || path.equals("/..")) {
      throw ambiguous(
          scheme + "://" + host, "its path hides a separator or a step up, as %2e or %2f do");
    }
    String fragment = uri.getRawFragment();
    return scheme + "://" + host + path + (fragment == null ? "" : "#" + fragment);
  }

  private static BundleRefusedException ambiguous(String where, String why) {
    return new BundleRefusedException(
        Problem.error(
            "policy-source-ambiguous",
            where,
            "the policy cannot be asked about this source: " + why,
            "write the address plainly"));
  }
}
