package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.runtime.Generation;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the generation before a swap started for a while. If calls of the new one fail, the old one
 * is taken back, by a transaction of its own.
 */
final class Probation implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Probation.class);

  private final Executor transactions;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("plugin-swap-probation"));

  /**
   * @param transactions where the old generation is taken back
   */
  Probation(Executor transactions) {
    this.transactions = transactions;
  }

  /** Begins a trial; under the plugin's lock, when its generation is live. */
  void begin(Parts parts, Trial trial, Duration window, Duration drain) {
    trial.entry().setTrial(trial);
    trial
        .next()
        .onFailedCall(
            thrown -> {
              if (trial.isFailedBy(thrown)) {
                execute(() -> goBack(parts, trial));
              }
            });
    // The future says nothing: what is scheduled lets nothing out.
    Future<?> unused =
        timer.schedule(
            () -> execute(() -> pass(parts, trial, drain)),
            window.toMillis(),
            TimeUnit.MILLISECONDS);
    log.info(
        "{} is on probation for {} ms; until then {}",
        trial.next().label(),
        window.toMillis(),
        trial.kept() == null
            ? "the version before is brought back if calls fail"
            : trial.kept().label() + " stays started");
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

  private void execute(Runnable transaction) {
    try {
      transactions.execute(transaction);
    } catch (RejectedExecutionException e) { // the agent is closing: the JVM is on its way out
      log.debug("a probation ends with the agent", e);
    }
  }

  private static void pass(Parts parts, Trial trial, Duration drain) {
    PluginEntry entry = trial.entry();
    entry.lock().lock();
    try {
      if (entry.trial() == trial) {
        end(parts, entry, drain);
        log.info("{} has passed its probation", trial.next().label());
      }
    } finally {
      entry.lock().unlock();
    }
  }

  private static void goBack(Parts parts, Trial trial) {
    Generation failed = trial.next();
    InstallReport report = new StoredVersionTransaction(parts, trial).run();
    if (report.outcome() == Outcome.COMMITTED) {
      String message =
          "%s has failed its probation, %s is live again: %s"
              .formatted(failed.label(), report.version(), trial.verdict());
      log.warn(message);
      parts
          .events()
          .publish(
              PluginEvent.Kind.ROLLED_BACK,
              failed.plugin(),
              failed.version(),
              report.generation(),
              message);
    } else if (report.outcome() != Outcome.UNCHANGED) {
      log.error("{} has failed its probation and stays live: {}", failed.label(), report);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
