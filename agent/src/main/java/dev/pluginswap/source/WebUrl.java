package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An {@code https:} or {@code http:} URL, taken apart: what goes over the wire, what goes into a
 * header, and what may be shown.
 *
 * @param uri without user and fragment
 * @param authorization the header's value that user and password make; null without a user. For the
 *     origin of the URL, and no other
 * @param shown the whole, without anything secret
 */
record WebUrl(URI uri, @Nullable String authorization, String shown) {

  /**
   * Reads a URL.
   *
   * @throws BundleRefusedException with the code {@code source-bad-url} if it is none, and {@code
   *     http-not-allowed} if it is without TLS and must not be
   */
  static WebUrl parse(String text, boolean allowHttp) throws BundleRefusedException {
    String shown = Redacted.of(text);
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Not as a cause: its message has the text.
      throw bad(shown, e.getReason().toLowerCase(Locale.ROOT));
    }
    if (uri.getHost() == null) {
      throw bad(shown, "it has no host");
    }
    if (uri.getRawFragment() != null) {
      throw bad(shown, "it has a fragment");
    }
    if (!uri.getScheme().equalsIgnoreCase("https") && !allowHttp) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "http-not-allowed",
                  shown,
                  "without TLS anybody on the way can change what is fetched",
                  "use https:, or start the agent with allowHttp=true")));
    }
    String user = uri.getUserInfo();
    return new WebUrl(bare(uri), user == null ? null : basic(user), shown);
  }

  /** The value of the header for {@code user:password}. */
  static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
  }

  private static URI bare(URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String text =
        uri.getScheme().toLowerCase(Locale.ROOT)
            + "://"
            + uri.getHost()
            + port
            + (path == null || path.isEmpty() ? "/" : path)
            + (query == null ? "" : "?" + query);
    return URI.create(URI.create(text).toASCIIString());
  }

  boolean isSecure() {
    return uri.getScheme().equals("https");
  }

  /** Whether the other is of the same scheme, host and port. */
  boolean sameOrigin(WebUrl other) {
    return uri.getScheme().equals(other.uri.getScheme())
        && uri.getHost().equalsIgnoreCase(other.uri.getHost())
        && port() == other.port();
  }

  private int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isSecure() ? 443 : 80;
  }

  /** The last name of the path, decoded; empty if there is none. */
  String lastName() {
    String path = uri.getPath();
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.equals(".") || name.equals("..") ? "" : name;
  }

  private static BundleRefusedException bad(String shown, String why) {
    return new BundleRefusedException(
        List.of(
            Problem.error(
                "source-bad-url",
                shown,
                "this is not a URL to fetch from: " + why,
                "write https://host/path, with %20 for a space, %23 for #, and %40 for an @ in a"
                    + " password")));
  }
}
