package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows redirects: a few, in no circle, never from TLS to none; who asks is told to the first
 * origin alone.
 */
final class Redirects {

  private static final int MOST = 5;

  private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

  private final Web web;

  Redirects(Web web) {
    this.web = web;
  }

  /** Asks, and follows; otherwise as {@link Web#exchange}. */
  Reply follow(WebRequest asked, Deadline deadline)
      throws SetbackException, BundleRefusedException {
    Set<URI> visited = new LinkedHashSet<>();
    WebRequest now = asked;
    while (true) {
      visited.add(now.url().uri());
      Reply reply = web.exchange(now, deadline);
      String location = reply.header("Location");
      if (!STATUS.contains(reply.status()) || location == null) {
        return reply;
      }
      reply.close();
      WebUrl next = next(now.url(), location);
      if (visited.contains(next.uri())) {
        throw refused(
            "redirect-loop", now.url(), "the server redirects in a circle, to " + next.shown());
      }
      if (visited.size() > MOST) {
        throw refused(
            "redirect-limit", now.url(), "the server redirects more than %d times".formatted(MOST));
      }
      String authorization = next.sameOrigin(asked.url()) ? asked.authorization() : null;
      now = new WebRequest(next, authorization, asked.headers(), asked.loginCure());
    }
  }

  private WebUrl next(WebUrl from, String location) throws BundleRefusedException {
    WebUrl next;
    try {
      String target = from.uri().resolve(location).toString();
      int fragment = target.indexOf('#');
      next = WebUrl.parse(fragment < 0 ? target : target.substring(0, fragment), true);
    } catch (IllegalArgumentException | BundleRefusedException e) {
      // Not as a cause: the message may have what must not be shown.
      throw refused(
          "redirect-bad", from, "the server redirects to what is no URL: " + Redacted.of(location));
    }
    String scheme = next.uri().getScheme();
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused("redirect-bad", from, "the server redirects to " + next.shown());
    }
    if (!next.isSecure() && (from.isSecure() || !web.allowsHttp())) {
      throw refused(
          "redirect-insecure",
          from,
          "the server redirects to a place without TLS, " + next.shown());
    }
    return next;
  }

  private static BundleRefusedException refused(String code, WebUrl where, String what) {
    return new BundleRefusedException(
        List.of(
            Problem.error(
                code,
                where.shown(),
                what,
                "give the URL that the bundle is really at, or have the server corrected")));
  }
}
