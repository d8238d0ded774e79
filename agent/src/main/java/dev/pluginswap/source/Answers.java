package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What a status that is no success means for a fetch. */
final class Answers {

  /** Later it may be another. */
  private static final Set<Integer> FOR_NOW = Set.of(408, 425, 429, 500, 502, 503, 504);

  private Answers() {}

  /**
   * Another attempt may help.
   *
   * @throws BundleRefusedException if not
   */
  static SetbackException setback(Reply reply, WebRequest asked, Clock clock)
      throws BundleRefusedException {
    Problem problem =
        Problem.error(
            "http-status",
            reply.url().shown(),
            "the server answers with status %d".formatted(reply.status()),
            cure(reply.status(), asked));
    if (FOR_NOW.contains(reply.status())) {
      Long retryAfter = RetryAfter.nanos(reply.header("Retry-After"), clock.instant());
      return new SetbackException(problem, retryAfter, null);
    }
    throw new BundleRefusedException(List.of(problem));
  }

  private static String cure(int status, WebRequest asked) {
    return switch (status) {
      case 401, 403 -> asked.loginCure();
      case 404, 410 -> "check the address: there is nothing there";
      case 407 -> "the proxy wants to know who asks; use one that does not";
      case 429 -> "try again later, or ask the server's operator for a higher limit";
      default -> status >= 500 ? "see what is wrong with the server" : "check the address";
    };
  }
}
