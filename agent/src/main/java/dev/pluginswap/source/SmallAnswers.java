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

  /** An answer that was read. */
  static final class Answer {

    private final WebUrl url;
    private final int status;
    private final byte[] body;
    private final @Nullable String challenge;
    private final @Nullable String digest;

    private Answer(Reply reply, byte[] body) {
      this.url = reply.url();
      this.status = reply.status();
      this.body = body;
      this.challenge = reply.header("WWW-Authenticate");
      this.digest = reply.header("Docker-Content-Digest");
    }

    /** That answered, after redirects. */
    WebUrl url() {
      return url;
    }

    int status() {
      return status;
    }

    /** Not a copy; empty unless the status is 200. */
    byte[] body() {
      return body;
    }

    /** The header {@code WWW-Authenticate}; null if there is none. */
    @Nullable String challenge() {
      return challenge;
    }

    /** The header {@code Docker-Content-Digest}; null if there is none. */
    @Nullable String digest() {
      return digest;
    }
  }

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
        return new Answer(reply, body);
      } catch (SetbackException e) {
        retries.after(e, false);
      }
    }
  }
}
