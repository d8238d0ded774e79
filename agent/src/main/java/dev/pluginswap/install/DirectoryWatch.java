package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.runtime.Generation;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what other JVMs make live in the same plugins directory, says so once, and loads it where
 * it is told to follow. Looks at the records, which are small; the file system's own notifications
 * are not the same everywhere.
 */
final class DirectoryWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DirectoryWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Parts parts;

  /** By plugin, what was said last; only the timer's thread uses it. */
  private final Map<String, RecordDrift> said = new HashMap<>();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("plugin-swap-watch"));

  DirectoryWatch(Parts parts) {
    this.parts = parts;
  }

  void start() {
    // The future says nothing: lookAround() lets nothing out.
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            this::lookAround, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at every plugin that has a record or is known here. */
  void lookAround() {
    try {
      TreeSet<String> names = new TreeSet<>(parts.store().names());
      parts.roster().all().forEach(entry -> names.add(entry.name()));
      for (String plugin : names) {
        look(plugin);
      }
    } catch (IOException | RuntimeException e) { // would end the schedule without a word
      log.warn("the records of {} cannot be looked at; tried again", parts.store().root(), e);
    }
  }

  private void look(String plugin) {
    PluginEntry entry = parts.roster().entry(plugin);
    if (entry.lock().isLocked()) {
      return; // this JVM is changing it
    }
    RecordDrift drift;
    Generation live = parts.runtime().live(plugin);
    try {
      drift = RecordDrift.of(entry, live, parts.store().record(plugin));
    } catch (IOException e) {
      log.debug("the record of {} cannot be read now", plugin, e);
      return;
    }
    if (drift == null) {
      said.remove(plugin);
    } else if (!drift.equals(said.put(plugin, drift))) {
      Problem problem = drift.problem(parts.store(), plugin, live);
      log.warn("{}", problem);
      parts
          .events()
          .publish(PluginEvent.Kind.CHANGED, plugin, null, drift.generation(), problem.toString());
      if (parts.settings().follow() && drift.generation() > 0) {
        follow(entry);
      }
    }
  }

  /**
   * One that fails is not tried again before the record changes, unless the lock was not to be had.
   */
  private void follow(PluginEntry entry) {
    InstallReport report =
        new StoredVersionTransaction(parts, StoredVersionTransaction.Kind.FOLLOW, entry).run();
    if (report.outcome() == Outcome.COMMITTED || hadNoLock(report)) {
      said.remove(entry.name());
    } else {
      entry.failed(report.problems());
    }
  }

  private static boolean hadNoLock(InstallReport report) {
    return report.problems().stream()
        .anyMatch(problem -> problem.where().equals(Step.RECOVER.label()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
