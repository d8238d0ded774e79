package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.InterruptedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for what fits into memory, in as many attempts as it takes. */
final class SmallAnswers {

  private final Web web;
  private final SourceSettings settings;
  private final Timing timing;

  SmallAnswers(Web web, SourceSettings settings, Timing timing) {
    this.web = web;
    this.settings = settings;
    this.timing = timing;
  }

  /**
   * An answer that was read.
   *
   * @param body empty unless the status is 200
   * @param challenge the header {@code WWW-Authenticate}; null if there is none
   * @param digest the header {@code Docker-Content-Digest}; null if there is none
   */
  record Answer(
      WebUrl url, int status, byte[] body, @Nullable String challenge, @Nullable String digest) {}

  /**
   * Asks.
   *
   * @param expected statuses besides 200 that are an answer too
   * @throws BundleRefusedException if there is none
   */
  Answer ask(WebRequest asked, Set<Integer> expected, Deadline deadline)
      throws BundleRefusedException, InterruptedIOException {
    Retries retries = new Retries(settings.attempts(), timing, deadline);
    while (true) {
      try (Reply reply = new Redirects(web).follow(asked, deadline)) {
        if (reply.status() != 200 && !expected.contains(reply.status())) {
          throw Answers.setback(reply, asked, timing.clock());
        }
        byte[] body =
            reply.status() == 200 ? reply.bytes(SmallJson.MAX_SIZE, deadline) : new byte[0];
        return new Answer(
            reply.url(),
            reply.status(),
            body,
            reply.header("WWW-Authenticate"),
            reply.header("Docker-Content-Digest"));
      } catch (SetbackException e) {
        retries.after(e, false);
      }
    }
  }
}
