package dev.pluginswap.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of a source: what an operator wrote may hold a password before an {@code @}, or
 * a token or a signature among the parameters. Reports, records, events, logs and exceptions get
 * nothing else.
 */
public final class Redacted {

  /** What stands for what is not shown. */
  private static final String MASK = "***";

  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+:/*)([^/?#]*)(.*)", Pattern.DOTALL);

  /** A host with a port: what is before the first slash and is none may be half a password. */
  private static final Pattern HOST = Pattern.compile("[^:]*|\\[[^]]*]|([^:]*|\\[[^]]*]):[0-9]*");

  private static final Pattern PARAMETER = Pattern.compile("(?<=[?&;#])([^=&;#]*)=([^&;#]*)");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(token|sig|secret|passw|pwd|auth|cred|key|session|sas|jwt|bearer|x-amz|x-goog).*"
              + "|se|sp|st|sv|code|policy");

  /** Long, of the letters of base64 or hex, and with a digit: nobody calls a file that. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_%-]{20,}");

  private Redacted() {}

  /** The source without anything secret, on one line. */
  public static String of(String source) {
    Matcher url = AUTHORITY.matcher(source);
    // user:password@host without a scheme is somebody's slip of the pen.
    String shown = url.matches() ? url(url.group(1), url.group(2), url.group(3)) : source;
    return parameters(shown).replaceAll("\\p{Cntrl}", "?");
  }

  private static String url(String scheme, String authority, String rest) {
    int at = authority.lastIndexOf('@');
    boolean hasAuthority = scheme.endsWith("//");
    if (scheme.toLowerCase(Locale.ROOT).startsWith("local:")) {
      return scheme + authority + rest; // a version is behind the @, and there is no host
    }
    if (at >= 0 && (hasAuthority || authority.substring(0, at).indexOf(':') >= 0)) {
      return scheme + MASK + authority.substring(at) + rest;
    }
    int later = rest.lastIndexOf('@');
    if (later >= 0 && hasAuthority && !HOST.matcher(authority).matches()) {
      return scheme + MASK + rest.substring(later); // a password with a slash in it
    }
    return scheme + authority + rest;
  }

  private static String parameters(String text) {
    int begin = text.indexOf('?') >= 0 ? text.indexOf('?') : text.indexOf('#');
    if (begin < 0) {
      return text;
    }
    Matcher parameter = PARAMETER.matcher(text.substring(begin));
    return text.substring(0, begin)
        + parameter.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1)
                        + "="
                        + (isSecret(found.group(1), found.group(2)) ? MASK : found.group(2))));
  }

  private static boolean isSecret(String name, String value) {
    return !value.isEmpty()
        && (SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
            || SECRET_VALUE.matcher(value).matches());
  }
}
