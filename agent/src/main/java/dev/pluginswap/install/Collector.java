package dev.pluginswap.install;

import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.store.GcOutcome;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.Pending;
import dev.pluginswap.store.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes versions that are kept no longer, from time to time and on demand. Never the live
 * version, the previous one of a live plugin, or one that still runs in any JVM.
 */
final class Collector implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Collector.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Parts parts;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("plugin-swap-sweeper"));

  Collector(Parts parts) {
    this.parts = parts;
  }

  void start() {
    long pause = pause(parts.settings().retain()).toMillis();
    // The future says nothing: sweep() lets nothing out.
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** A quarter of the retention: a version is gone at most a quarter later than promised. */
  static Duration pause(Duration retain) {
    Duration quarter = retain.dividedBy(4);
    if (quarter.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return quarter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : quarter;
  }

  GcReport collect(boolean dryRun) {
    // One plugin after the other, each under its lock: no record changes under the collection, and
    // no transaction waits for more than the deletions of its own plugin.
    List<GcReport.Collected> collected = new ArrayList<>();
    List<GcReport.Pending> pending = new ArrayList<>();
    Retention retention = new Retention(parts.settings().retain(), parts.settings().retainCount());
    List<Problem> problems = new ArrayList<>();
    try (Hold hold = parts.store().hold(parts.settings().lockTimeout())) {
      for (String plugin : parts.store().names()) {
        PluginEntry entry = parts.roster().entry(plugin);
        entry.lock().lock();
        try {
          GcOutcome outcome = parts.store().collect(plugin, retention, dryRun);
          outcome
              .collected()
              .forEach(
                  version -> collected.add(new GcReport.Collected(plugin, version.digest().hex())));
          problems.addAll(outcome.problems());
        } finally {
          entry.lock().unlock();
        }
      }
      for (Pending left : parts.store().tidy(dryRun)) {
        pending.add(new GcReport.Pending(left.path(), left.why()));
      }
    } catch (IOException e) {
      problems.addAll(Failure.problems("gc", e));
    }
    if (!dryRun && !collected.isEmpty()) {
      String message = "%d retired versions were deleted".formatted(collected.size());
      log.info(message);
      parts.events().publish(PluginEvent.Kind.COLLECTED, null, null, 0, message);
    }
    return new GcReport(dryRun, collected, pending, problems);
  }

  private void sweep() {
    try {
      GcReport report = collect(false);
      report.problems().forEach(problem -> log.warn("{}", problem));
      report
          .pending()
          .forEach(left -> log.info("not deleted yet: {}: {}", left.path(), left.why()));
    } catch (RuntimeException e) { // would end the schedule without a word
      log.error("the sweep failed; the next one tries again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
