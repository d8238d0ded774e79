package dev.pluginswap.install;

import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.GcOutcome;
import dev.pluginswap.store.Hold;
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
 * Deletes retired versions that are older than {@code retain}, from time to time and on demand.
 * Never the live version, the previous one of a live plugin, or one that still runs in this JVM.
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
    // no
    // transaction waits for more than the deletions of its own plugin.
    List<GcReport.Collected> collected = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (Hold hold = parts.store().hold(parts.settings().lockTimeout())) {
      for (String plugin : parts.store().names()) {
        PluginEntry entry = parts.roster().entry(plugin);
        entry.lock().lock();
        try {
          GcOutcome outcome =
              parts.store().collect(plugin, parts.settings().retain(), this::isRunning, dryRun);
          outcome
              .collected()
              .forEach(
                  version -> collected.add(new GcReport.Collected(plugin, version.digest().hex())));
          problems.addAll(outcome.problems());
        } finally {
          entry.lock().unlock();
        }
      }
    } catch (IOException e) {
      problems.addAll(Failure.problems("gc", e));
    }
    if (!dryRun && !collected.isEmpty()) {
      String message = "%d retired versions were deleted".formatted(collected.size());
      log.info(message);
      parts.events().publish(PluginEvent.Kind.COLLECTED, null, null, 0, message);
    }
    return new GcReport(dryRun, collected, problems);
  }

  private boolean isRunning(String plugin, Digest digest) {
    Generation live = parts.runtime().live(plugin);
    PluginEntry entry = parts.roster().find(plugin);
    return (live != null && live.digest().equals(digest))
        || (entry != null
            && entry.draining().stream().anyMatch(held -> held.digest().equals(digest)));
  }

  private void sweep() {
    try {
      collect(false).problems().forEach(problem -> log.warn("{}", problem));
    } catch (RuntimeException e) { // would end the schedule without a word
      log.error("the sweep failed; the next one tries again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
