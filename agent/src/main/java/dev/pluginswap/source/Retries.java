package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * How often, and after what time, one fetch is tried again: exponentially longer, by chance up to
 * half of that shorter, and never before the server wants it.
 */
final class Retries {

  /** Nanoseconds before the second attempt. */
  private static final long FIRST = 250_000_000L;

  /** Nanoseconds before any attempt, unless the server wants more. */
  private static final long LONGEST = 10_000_000_000L;

  private final int attempts;
  private final Timing timing;
  private final Deadline deadline;

  /** In a row, without having come further. */
  private int failures;

  Retries(int attempts, Timing timing, Deadline deadline) {
    this.attempts = attempts;
    this.timing = timing;
    this.deadline = deadline;
  }

  /**
   * Waits for the next attempt.
   *
   * @param further whether the failed one brought more than all before it
   * @throws BundleRefusedException if there is none: the attempts are used up, or the time is
   */
  void after(SetbackException setback, boolean further)
      throws BundleRefusedException, InterruptedIOException {
    deadline.check();
    failures = further ? 1 : failures + 1;
    Problem problem = setback.problem();
    if (failures >= attempts) {
      throw refused(problem, "%s; tried %d times".formatted(problem.what(), failures), setback);
    }
    long pause = pause(setback);
    if (pause > deadline.remainingNanos()) {
      throw refused(
          problem,
          "%s; the next attempt would be in %d s, after fetchTimeout"
              .formatted(problem.what(), pause / 1_000_000_000L),
          setback);
    }
    timing.pause().pause(pause, deadline);
  }

  private long pause(SetbackException setback) {
    long most = Math.min(LONGEST, FIRST << Math.min(failures - 1, 10));
    long own = (long) (most * (1 - timing.random().getAsDouble() / 2));
    Long wanted = setback.retryAfter();
    return wanted == null ? own : Math.max(own, wanted);
  }

  private static BundleRefusedException refused(
      Problem problem, String what, SetbackException cause) {
    BundleRefusedException refused =
        new BundleRefusedException(
            List.of(Problem.error(problem.code(), problem.where(), what, problem.cure())));
    refused.initCause(cause);
    return refused;
  }
}
