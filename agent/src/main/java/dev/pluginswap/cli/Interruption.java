package dev.pluginswap.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while an install runs: cancels it in the other JVM, and says what became of it. The exit
 * code, 130, is that of a process that ends by this signal.
 */
final class Interruption {

  /** How long the install may take to reach the agent, and to answer once it is cancelled. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 50;

  /** Asks the agent to cancel; answers the outcome. */
  interface Canceller {
    String cancel() throws CliException;
  }

  private final Canceller canceller;
  private final CountDownLatch answered = new CountDownLatch(1);

  /** Set by whoever comes first: the answer, which is then printed, or the signal. */
  private final AtomicReference<@Nullable Boolean> interrupted = new AtomicReference<>();

  Interruption(Canceller canceller) {
    this.canceller = canceller;
  }

  /** The hook of this process for the time of an install. */
  Thread hook(PrintWriter err, Consumer<CliException> failed) {
    return new Thread(
        () -> {
          try {
            String said = signalled();
            if (said != null) {
              err.println(said);
              err.flush();
            }
          } catch (CliException e) {
            failed.accept(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "plugin-swap-cancel");
  }

  /**
   * The install has been answered.
   *
   * @return whether the answer is still of interest
   */
  boolean answered() {
    boolean first = interrupted.compareAndSet(null, false);
    answered.countDown();
    return first;
  }

  /**
   * The process is to end.
   *
   * @return what to say; null when the install had ended before
   */
  @Nullable String signalled() throws CliException, InterruptedException {
    if (!interrupted.compareAndSet(null, true)) {
      return null;
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (answered.getCount() > 0 && System.nanoTime() < end) {
      switch (canceller.cancel()) {
        case "CANCELLED" -> {
          boolean ended = answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
          return ended
              ? "cancelled; nothing was changed"
              : "cancelled; the agent has not confirmed it yet, see 'list'";
        }
        case "TOO_LATE" -> {
          return "too late to cancel: the swap has begun and goes on to its end, see 'list'";
        }
        default -> // the request is still on its way, or the report is on its way back
            answered.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return answered.getCount() == 0
        ? "the install had ended already, see 'list'"
        : "the agent does not know of the install; see 'list'";
  }
}
