package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Durations;
import dev.pluginswap.runtime.Generation;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the generation before a swap started for a while. If calls of the new one fail, the old one
 * is taken back, by a transaction of its own; where that fails, as on a full disk, it is tried
 * again a few times, each time after twice as long.
 */
final class Probation implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Probation.class);

  /** How often the way back is tried. */
  private static final int ATTEMPTS = 6;

  private final Executor transactions;
  private final Events events;

  /** After the first failure; doubled after each further one. */
  private final Duration pause;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("plugin-swap-probation"));

  /**
   * @param transactions where the old generation is taken back
   * @param pause before the way back is tried a second time; doubled each time
   */
  Probation(Executor transactions, Events events, Duration pause) {
    this.transactions = transactions;
    this.events = events;
    this.pause = pause;
  }

  /** Begins a trial; under the plugin's lock, when its generation is live. */
  void begin(Parts parts, Trial trial, Duration window, Duration drain) {
    trial.entry().setTrial(trial);
    trial
        .next()
        .onFailedCall(
            thrown -> {
              if (trial.isFailedBy(thrown)) {
                execute(() -> goBack(parts, trial, 1));
              }
            });
    after(window, () -> pass(parts, trial, drain));
    Generation kept = trial.kept();
    String what =
        "is on probation for %s; until then %s"
            .formatted(
                Durations.text(window),
                kept == null
                    ? "the version before is brought back if calls fail"
                    : kept.label() + " stays started");
    log.info("{} {}", trial.next().label(), what);
    publish(PluginEvent.Kind.PROBATION_BEGUN, trial, what);
  }

  /**
   * Ends the trial that a plugin is on, if any; under the plugin's lock. The kept generation
   * retires, unless it is the one that is live now.
   */
  static void end(Parts parts, PluginEntry entry, Duration drain) {
    Trial trial = entry.trial();
    if (trial == null) {
      return;
    }
    entry.setTrial(null);
    trial.next().onFailedCall(null);
    Generation kept = trial.kept();
    if (kept != null && parts.runtime().live(entry.name()) != kept) {
      parts.retirement().begin(entry, kept, drain);
    }
  }

  private void after(Duration time, Runnable transaction) {
    // The future says nothing: what is scheduled lets nothing out.
    Future<?> unused =
        timer.schedule(() -> execute(transaction), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void execute(Runnable transaction) {
    try {
      transactions.execute(transaction);
    } catch (RejectedExecutionException e) { // the agent is closing: the JVM is on its way out
      log.debug("a probation ends with the agent", e);
    }
  }

  private void pass(Parts parts, Trial trial, Duration drain) {
    if (!trial.isFailed() && endIfOn(parts, trial, drain)) {
      log.info("{} has passed its probation", trial.next().label());
      publish(PluginEvent.Kind.PROBATION_PASSED, trial, "has passed its probation");
    }
  }

  private void goBack(Parts parts, Trial trial, int attempt) {
    if (attempt == 1) {
      log.warn("{} has failed its probation: {}", trial.next().label(), trial.verdict());
      publish(
          PluginEvent.Kind.PROBATION_FAILED, trial, "has failed its probation: " + trial.verdict());
    }
    InstallReport report = new StoredVersionTransaction(parts, trial).run();
    if (report.outcome() == Outcome.COMMITTED) {
      String message =
          "%s has failed its probation, %s is live again: %s"
              .formatted(trial.next().label(), report.version(), trial.verdict());
      log.warn(message);
      events.publish(
          PluginEvent.Kind.ROLLED_BACK,
          trial.next().plugin(),
          trial.next().version(),
          report.generation(),
          message);
    } else if (report.outcome() != Outcome.UNCHANGED) { // then another transaction was faster
      tryAgain(parts, trial, attempt, report);
    }
  }

  private void tryAgain(Parts parts, Trial trial, int attempt, InstallReport report) {
    if (attempt < ATTEMPTS && isOn(trial)) {
      Duration wait = pause.multipliedBy(1L << (attempt - 1));
      log.warn(
          "{} is not taken back yet, the next attempt is in {}",
          trial.next().label(),
          Durations.text(wait));
      after(wait, () -> goBack(parts, trial, attempt + 1));
      return;
    }
    endIfOn(parts, trial, parts.settings().drainTimeout());
    String what =
        "has failed its probation and stays live, what was before cannot be had: %s"
            .formatted(
                report.problems().stream()
                    .filter(Problem::isError)
                    .map(Problem::toString)
                    .collect(Collectors.joining("; ")));
    log.error("{} {}", trial.next().label(), what);
    publish(PluginEvent.Kind.PROBATION_FAILED, trial, what);
  }

  private static boolean isOn(Trial trial) {
    PluginEntry entry = trial.entry();
    entry.lock().lock();
    try {
      return entry.trial() == trial;
    } finally {
      entry.lock().unlock();
    }
  }

  /** Whether the trial was still on. */
  private static boolean endIfOn(Parts parts, Trial trial, Duration drain) {
    PluginEntry entry = trial.entry();
    entry.lock().lock();
    try {
      boolean on = entry.trial() == trial;
      if (on) {
        end(parts, entry, drain);
      }
      return on;
    } finally {
      entry.lock().unlock();
    }
  }

  private void publish(PluginEvent.Kind kind, Trial trial, String what) {
    Generation next = trial.next();
    events.publish(kind, next.plugin(), next.version(), next.number(), next.label() + " " + what);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
