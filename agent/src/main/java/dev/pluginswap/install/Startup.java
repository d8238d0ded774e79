package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.runtime.HookFailedException;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.RecoveryReport;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the agent starts: the plugins directory is put right, and every live plugin is
 * loaded. One that fails to load falls back to its previous version, and says so; one plugin's
 * failure never keeps another from loading.
 */
final class Startup {

  private static final Logger log = LoggerFactory.getLogger(Startup.class);

  private final Parts parts;

  Startup(Parts parts) {
    this.parts = parts;
  }

  /**
   * Recovers and loads.
   *
   * @throws IOException if the directory as a whole cannot be used
   */
  void run() throws IOException {
    try (Hold hold = parts.store().hold(parts.settings().lockTimeout())) {
      RecoveryReport recovery = parts.store().recover(true);
      recovery.actions().forEach(action -> log.info("recovery: {}", action));
      recovery
          .problems()
          .forEach(
              (plugin, problems) ->
                  problems.forEach(problem -> log.error("{}: {}", plugin, problem)));
      adopt();
      for (String plugin : parts.store().names()) {
        if (parts.runtime().live(plugin) != null) {
          continue; // has just been adopted
        }
        PluginEntry entry = parts.roster().entry(plugin);
        entry.lock().lock();
        try {
          load(entry, recovery.problems().getOrDefault(plugin, List.of()));
        } finally {
          entry.lock().unlock();
        }
      }
    }
  }

  /** Plugins that an operator unzipped into the plugins directory become versions like all. */
  private void adopt() throws IOException {
    for (Path directory : parts.store().unknownDirectories()) {
      if (Adoption.isBundle(directory)) {
        InstallReport report = Adoption.of(parts, directory, false).run();
        if (report.outcome() != Outcome.COMMITTED) {
          parts.roster().entry(directory.getFileName().toString()).failed(report.problems());
        }
      }
    }
  }

  private void load(PluginEntry entry, List<Problem> found) {
    List<Problem> problems = new ArrayList<>(found);
    VersionRecord record;
    try {
      RecordState state = parts.store().record(entry.name());
      if (state instanceof RecordState.Damaged damaged) {
        Problem problem = Records.damaged(damaged);
        entry.failed(List.of(problem));
        if (found.isEmpty()) { // else the recovery has said so
          log.error("{}: {}", entry.name(), problem);
        }
        parts.events().publish(PluginEvent.Kind.BROKEN, entry.name(), null, 0, problem.toString());
        return;
      }
      record = state instanceof RecordState.Present present ? present.record() : null;
    } catch (IOException e) {
      entry.failed(Failure.problems("record", e));
      log.error("{}: its record cannot be read", entry.name(), e);
      return;
    }
    if (record == null || record.current() == null) {
      return;
    }
    entry.used(record.generation());
    entry.owns(record.generation());
    Generation live = start(entry, record.current(), record.generation(), problems);
    if (live == null && record.previous() != null) {
      live = fallBack(entry, record, record.previous(), problems);
    }
    if (live == null) {
      entry.failed(problems);
      log.error("{} could not be loaded: {}", entry.name(), problems);
      return;
    }
    parts.runtime().switchTo(entry.name(), live);
    entry.live(parts.clock().instant().truncatedTo(ChronoUnit.MILLIS), problems);
    log.info("{} is live", live.label());
    parts
        .events()
        .publish(
            PluginEvent.Kind.SWAPPED,
            entry.name(),
            live.version(),
            live.number(),
            live.label() + " is live");
  }

  private @Nullable Generation fallBack(
      PluginEntry entry, VersionRecord record, Digest previous, List<Problem> problems) {
    long number = entry.nextNumber(record.generation());
    Generation live = start(entry, previous, number, problems);
    if (live == null) {
      return null;
    }
    PluginStore store = parts.store();
    try {
      store.switchView(entry.name(), previous);
      entry.owns(number);
      store.commit(record.next(previous, number, parts.clock().instant()));
    } catch (IOException e) {
      // It serves; only the next start would try the newer version first again.
      problems.addAll(Failure.problems("fall-back", e));
      log.error("{}: the fall-back could not be written down", entry.name(), e);
    }
    Problem problem =
        Problem.warning(
            "fell-back",
            entry.name(),
            "its live version could not be loaded; the previous one, %s, is live instead"
                .formatted(live.version()),
            "install a version that loads");
    problems.add(problem);
    log.warn("{}: {}", entry.name(), problem);
    return live;
  }

  /** Loads and starts one version; null, with the reason added, when it does not come up. */
  private @Nullable Generation start(
      PluginEntry entry, Digest digest, long number, List<Problem> problems) {
    try {
      Bundle bundle = Records.openIntact(parts.store(), entry.name(), digest);
      Generation generation =
          parts
              .loader()
              .load(
                  bundle,
                  number,
                  parts.settings().startTimeout(),
                  Set.copyOf(bundle.manifest().services()));
      try {
        generation.start(null, null);
        generation.checkHealth();
      } catch (HookFailedException failure) {
        parts.retirement().discard(entry, generation);
        throw failure;
      }
      problems.addAll(generation.problems());
      return generation;
    } catch (IOException
        | BundleRefusedException
        | HookFailedException
        | RuntimeException
        | LinkageError failure) {
      log.error("{} {} could not be loaded", entry.name(), digest.shortForm(), failure);
      problems.addAll(Failure.problems("start-up", failure));
      return null;
    }
  }
}
