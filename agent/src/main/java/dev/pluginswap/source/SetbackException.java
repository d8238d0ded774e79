package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An attempt has failed over the network, in a way that the next one may not. */
final class SetbackException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Nanoseconds that the server wants to be left alone for; null if it does not say. */
  private final @Nullable Long retryAfter;

  SetbackException(Problem problem, @Nullable Long retryAfter, @Nullable Throwable cause) {
    super(problem.what(), cause);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** What to say if it was the last attempt. */
  Problem problem() {
    return problem;
  }

  @Nullable Long retryAfter() {
    return retryAfter;
  }
}
