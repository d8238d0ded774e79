package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.VersionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reload, rollback, remove and what a probation ends with: transactions over versions that are on
 * disk already.
 */
final class StoredVersionTransaction {

  /** Which version is to be live afterwards. */
  enum Kind {
    RELOAD("reload"),
    ROLLBACK("rollback"),
    REMOVE("remove"),
    /** What another JVM has made live goes live here too. */
    FOLLOW("follow"),
    /** What was live before comes back, since the version after it has failed. */
    PROBATION("probation");

    private final String operation;

    Kind(String operation) {
      this.operation = operation;
    }
  }

  private final Parts parts;
  private final Kind kind;
  private final PluginEntry entry;
  private final Journal journal;
  private final Conclusion conclusion;

  /** The failed probation; null for all other kinds. */
  private final @Nullable Trial trial;

  StoredVersionTransaction(Parts parts, Kind kind, PluginEntry entry) {
    this(parts, kind, entry, null);
  }

  /** Takes back what has failed its probation; nothing if it is on it no longer. */
  StoredVersionTransaction(Parts parts, Trial trial) {
    this(parts, Kind.PROBATION, trial.entry(), trial);
  }

  private StoredVersionTransaction(
      Parts parts, Kind kind, PluginEntry entry, @Nullable Trial trial) {
    this.parts = parts;
    this.kind = kind;
    this.entry = entry;
    this.trial = trial;
    this.journal = new Journal(kind.operation, parts.events(), parts.listener(), parts.nanoTime());
    this.conclusion = new Conclusion(parts, journal, parts.audit());
  }

  InstallReport run() {
    journal.about(entry.name(), null, null);
    @Nullable Hold[] hold =
        new Hold[1]; // out of the step, so that it is given back even when the step fails
    entry.lock().lock();
    try {
      journal.step(
          Step.RECOVER, () -> hold[0] = parts.store().hold(parts.settings().lockTimeout()));
      return attempt();
    } catch (Throwable failure) { // before the second half: nothing live was touched
      return conclusion.refused(failure);
    } finally {
      entry.lock().unlock();
      Holds.letGo(hold[0]);
    }
  }

  private InstallReport attempt() throws Exception {
    PluginStore store = parts.store();
    if (trial != null && entry.trial() != trial) {
      return conclusion.unchanged(); // another transaction was faster
    }
    if (entry.isBroken() && kind != Kind.RELOAD) {
      throw new BundleRefusedException(entry.problems());
    }
    VersionRecord old = Records.read(store, entry.name());
    VersionRef before =
        Records.describeOrNull(store, entry.name(), old == null ? null : old.current());
    journal.before(before);
    if (before != null) {
      journal.about(entry.name(), before.version(), before.digest()); // until the target is known
    }
    if (kind == Kind.RELOAD) { // not the ways back, nor what another JVM has done already
      entry.departures().requireFewer(parts.settings().mostHeld());
    }
    Digest target = target(old);
    Candidate candidate =
        target == null ? null : journal.stepOf(Step.VALIDATE, () -> validated(store, target));
    Switch change =
        new Switch(
            parts,
            journal,
            Limits.of(parts.settings()),
            entry,
            old,
            kind == Kind.FOLLOW ? Course.FOLLOW : Course.SWAP,
            trial,
            new Undo());
    SwitchResult result = change.to(candidate);
    if (trial != null) {
      settle(trial, result);
    }
    return conclusion.of(entry, result);
  }

  private void settle(Trial trial, SwitchResult result) {
    Problem problem =
        Problem.warning(
            "probation-failed",
            trial.next().label(),
            trial.verdict(),
            "mend it, and install it as a new version");
    journal.add(problem);
    Generation live = parts.runtime().live(entry.name());
    if (result instanceof SwitchResult.Committed && live != null) {
      List<Problem> problems = new ArrayList<>(live.problems());
      problems.add(problem);
      entry.failed(problems); // for the status: why not the version that was installed
    } else if (result instanceof SwitchResult.Broken || trial.kept() == null) {
      // Else the probation tries again. The version before was started anew and failed: it would
      // again.
      Probation.end(parts, entry, parts.settings().drainTimeout());
    }
  }

  private @Nullable Digest target(@Nullable VersionRecord old) throws BundleRefusedException {
    Digest current = old == null ? null : old.current();
    if (trial != null) {
      return trial.before();
    }
    if (kind == Kind.ROLLBACK) {
      Digest previous = old == null ? null : old.previous();
      if (previous == null) {
        throw refusal(
            "no-previous-version",
            "there is no version of %s to go back to".formatted(entry.name()),
            "install the version you want from its source");
      }
      return previous;
    }
    if (kind == Kind.FOLLOW) {
      return current;
    }
    if (current == null && kind == Kind.RELOAD && entry.isBroken()) {
      return null; // the first install of it was what broke: all that is left of it goes
    }
    if (current == null) {
      throw refusal(
          "not-live",
          "no version of %s is live".formatted(entry.name()),
          "bring its last version back with 'rollback %s', or install one".formatted(entry.name()));
    }
    return kind == Kind.REMOVE ? null : current;
  }

  private Candidate validated(PluginStore store, Digest target) throws Exception {
    Bundle bundle = Records.openIntact(store, entry.name(), target);
    journal.about(entry.name(), bundle.manifest().version(), target.hex());
    if (trial != null && trial.kept() != null) {
      return new Candidate(bundle, kind.operation, Set.of()); // it runs: what else could be asked
    }
    Needs needs = Needs.of(parts.runtime(), entry.name(), bundle.manifest(), false);
    Validation.run(parts, journal, bundle, needs);
    return new Candidate(bundle, kind.operation, needs.required());
  }

  private BundleRefusedException refusal(String code, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error(code, entry.name(), what, cure)));
  }
}
