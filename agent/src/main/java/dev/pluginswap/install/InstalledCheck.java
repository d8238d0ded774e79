package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares every file of every version of a plugin with what was installed. Holds the lock of the
 * plugins directory, so that no version goes meanwhile, and changes nothing.
 */
final class InstalledCheck {

  private static final Logger log = LoggerFactory.getLogger(InstalledCheck.class);

  private final Parts parts;
  private final PluginEntry entry;
  private final Journal journal;

  InstalledCheck(Parts parts, PluginEntry entry) {
    this.parts = parts;
    this.entry = entry;
    this.journal =
        new Journal("verify-installed", parts.events(), parts.listener(), parts.nanoTime());
  }

  InstallReport run() {
    journal.about(entry.name(), null, null);
    @Nullable Hold[] hold = new Hold[1]; // out of the step, so that it is given back in any case
    Outcome outcome = Outcome.UNCHANGED;
    entry.lock().lock();
    try {
      journal.step(
          Step.RECOVER, () -> hold[0] = parts.store().hold(parts.settings().lockTimeout()));
      journal.step(Step.VALIDATE, this::compare);
    } catch (Exception failure) {
      outcome = Outcome.REFUSED;
      List<Problem> problems = Failure.problems(journal.failedStep(), failure);
      journal.addAll(problems);
      problems.forEach(problem -> log.error("{}: {}", entry.name(), problem));
    } finally {
      entry.lock().unlock();
      Holds.letGo(hold[0]);
    }
    Generation live = parts.runtime().live(entry.name());
    return journal.report(outcome, live == null ? 0 : live.number());
  }

  private void compare() throws IOException, BundleRefusedException {
    PluginStore store = parts.store();
    VersionRecord record = Records.read(store, entry.name());
    if (record == null) {
      return;
    }
    Digest current = record.current();
    if (current != null) {
      VersionRef live = Records.describe(store, entry.name(), current);
      journal.about(entry.name(), live.version(), live.digest());
      journal.before(live);
    }
    List<Problem> found = new ArrayList<>();
    for (Digest digest : record.digests()) {
      for (Problem problem :
          Records.damage(store, entry.name(), digest, store.check(entry.name(), digest))) {
        found.add(digest.equals(current) ? problem : ofARetainedVersion(problem));
      }
    }
    journal.require(found);
  }

  /** Nothing live is wrong: only what a rollback would bring back. */
  private static Problem ofARetainedVersion(Problem problem) {
    return Problem.warning(
        problem.code(),
        problem.where(),
        problem.what() + " (of a version that is not live)",
        "install that version again before you go back to it, or leave it to 'gc'");
  }
}
