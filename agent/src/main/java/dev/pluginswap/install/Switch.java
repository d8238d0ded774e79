package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.runtime.HookFailedException;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second half of every transaction: snapshot, switch the directory, switch the class loader,
 * commit; and the way back. Runs under the plugin's lock.
 */
final class Switch {

  private static final Logger log = LoggerFactory.getLogger(Switch.class);

  private final Parts parts;
  private final Journal journal;
  private final Limits limits;
  private final PluginEntry entry;

  /**
   * The record that is on disk when the transaction begins; null for a plugin that was never here.
   */
  private final @Nullable VersionRecord old;

  private final @Nullable Generation oldGeneration;
  private final Undo undo;

  private final Course course;

  /** What the plugin goes back to, on probation; null for any other transaction. */
  private final @Nullable Trial failed;

  /** How the old generation gives way; null before that begins. */
  private @Nullable Succession succession;

  /**
   * @param failed the trial whose kept generation comes back, if it has one; null for none
   * @param undo what the first half has pushed; taken over
   */
  Switch(
      Parts parts,
      Journal journal,
      Limits limits,
      PluginEntry entry,
      @Nullable VersionRecord old,
      Course course,
      @Nullable Trial failed,
      Undo undo) {
    this.parts = parts;
    this.journal = journal;
    this.limits = limits;
    this.entry = entry;
    this.old = old;
    this.oldGeneration = parts.runtime().live(entry.name());
    this.course = course;
    this.failed = failed;
    this.undo = undo;
  }

  /**
   * Makes the candidate live, or none at all.
   *
   * @param candidate the version to make live; null to take the plugin out of service
   */
  SwitchResult to(@Nullable Candidate candidate) {
    long recorded = old == null ? 0 : old.generation();
    long number =
        course == Course.FOLLOW ? entry.followingNumber(recorded) : entry.nextNumber(recorded);
    try {
      attempt(candidate, number);
    } catch (Throwable failure) { // also Errors: a failed swap is taken back, whatever it was
      return takeBack(failure);
    }
    Generation next = parts.runtime().live(entry.name());
    settle(next);
    return new SwitchResult.Committed(next);
  }

  private void attempt(@Nullable Candidate candidate, long number) throws Exception {
    PluginStore store = parts.store();
    String plugin = entry.name();
    Digest oldDigest = old == null ? null : old.current();
    Digest nextDigest = candidate == null ? null : candidate.digest();
    boolean sameVersion = Objects.equals(oldDigest, nextDigest);

    if (course == Course.SWAP) {
      journal.step(
          Step.SNAPSHOT,
          () -> {
            if (oldDigest != null && !sameVersion) {
              undo.pushTidying(() -> store.dropSnapshot(plugin, oldDigest));
              store.snapshot(plugin, oldDigest);
            }
          });
      journal.step(
          Step.SWITCH_DIRECTORY,
          () -> {
            undo.push(() -> store.switchView(plugin, oldDigest));
            store.switchView(plugin, nextDigest);
          });
    }
    journal.step(
        Step.SWITCH_LOADER,
        () -> {
          Succession way =
              Succession.of(
                  parts,
                  journal,
                  limits,
                  entry,
                  oldGeneration,
                  candidate,
                  failed == null ? null : failed.kept());
          succession = way;
          Generation next = candidate == null ? null : way.start(candidate, number, undo);
          undo.push(() -> way.flipBack(next));
          parts.runtime().switchTo(plugin, next);
        });
    if (course == Course.FOLLOW) {
      return;
    }
    journal.step(
        Step.COMMIT,
        () -> {
          undo.push(() -> restoreRecord(number));
          entry.owns(number);
          store.commit(nextRecord(nextDigest, number, sameVersion));
          if (candidate != null) {
            store.markComplete(plugin, candidate.digest(), number, candidate.source());
          }
        });
  }

  private VersionRecord nextRecord(@Nullable Digest next, long number, boolean sameVersion) {
    if (old == null) {
      return new VersionRecord(entry.name(), number, next, null, List.of());
    }
    return sameVersion
        ? new VersionRecord(entry.name(), number, next, old.previous(), old.retained())
        : old.next(next, number, parts.clock().instant());
  }

  /** Writes a new record that names the old version, unless the old one is still in its place. */
  private void restoreRecord(long attempted) throws IOException {
    RecordState now = parts.store().record(entry.name());
    if (old == null ? now instanceof RecordState.None : now.equals(new RecordState.Present(old))) {
      return;
    }
    long number = entry.nextNumber(attempted);
    entry.owns(number);
    parts
        .store()
        .commit(
            old == null
                ? new VersionRecord(entry.name(), number, null, null, List.of())
                : new VersionRecord(
                    entry.name(), number, old.current(), old.previous(), old.retained()));
  }

  /** After the commit: nothing in here can fail the transaction any more. */
  private void settle(@Nullable Generation next) {
    boolean wasBroken = entry.isBroken();
    if (next == null) {
      entry.gone();
    } else {
      entry.live(parts.clock().instant().truncatedTo(ChronoUnit.MILLIS), next.problems());
    }
    try {
      Probation.end(parts, entry, limits.drain());
      if (oldGeneration != null) {
        entry.figures().swapped(oldGeneration.callsInFlight());
        retireOrKeep(oldGeneration, next);
      }
      if (wasBroken) {
        parts.store().tidy(false); // what was kept as evidence, and now is none
      }
      switch (course) {
        case SWAP -> dropStaleSnapshot();
        case ADOPT -> takeThePlaceOfTheDirectory(next);
        case FOLLOW -> entry.owns(old == null ? 0 : old.generation());
      }
    } catch (IOException | RuntimeException e) {
      log.warn("{} is committed, but what was before it is not tidied up", entry.name(), e);
    }
  }

  private void retireOrKeep(Generation before, @Nullable Generation next) {
    Duration window = next == null ? Duration.ZERO : probation(next);
    boolean tries = course == Course.SWAP && failed == null && !window.isZero();
    boolean keeps = tries && succession != null && succession.keepsOld();
    if (!keeps) {
      parts.retirement().begin(entry, before, limits.drain());
    }
    if (tries && next != null) {
      Trial trial =
          new Trial(
              entry,
              next,
              before.digest(),
              keeps ? before : null,
              parts.settings().probationFailures());
      parts.probation().begin(parts, trial, window, limits.drain());
    }
  }

  private Duration probation(Generation next) {
    if (limits.probation() != null) {
      return limits.probation();
    }
    Duration own = next.manifest().probation();
    return own == null ? parts.settings().probation() : own;
  }

  /** What stood there has become a version; where this fails, the next recovery does it. */
  private void takeThePlaceOfTheDirectory(@Nullable Generation adopted) throws IOException {
    if (adopted != null) {
      parts.store().moveAside(entry.name());
      parts.store().switchView(entry.name(), adopted.digest());
    }
  }

  /** The version before last is no longer what a rollback would bring back. */
  private void dropStaleSnapshot() throws IOException {
    Digest before = old == null ? null : old.previous();
    if (before != null
        && parts.store().record(entry.name()) instanceof RecordState.Present now
        && !before.equals(now.record().previous())) {
      parts.store().dropSnapshot(entry.name(), before);
    }
  }

  private SwitchResult takeBack(Throwable failure) {
    journal.addAll(Failure.problems(journal.failedStep(), failure));
    if (!(failure instanceof HookFailedException)) {
      log.warn("{}: {} failed, taking it back", journal.subject(), journal.failedStep(), failure);
    }
    List<Throwable> undoFailures = journal.rollBack(undo);
    if (undoFailures.isEmpty()) {
      entry.figures().takenBack();
      return new SwitchResult.TakenBack();
    }
    boolean serving = parts.runtime().live(entry.name()) != null;
    for (Throwable undoFailure : undoFailures) {
      log.error("{}: could not be taken back", journal.subject(), undoFailure);
      journal.add(
          Problem.error(
              "roll-back-failed",
              parts.store().root().toString(),
              Failure.describe(undoFailure),
              "%s; make %s writable and whole again, then run 'reload %s'. Nothing was deleted"
                  .formatted(
                      serving ? "the old version is still serving" : "no version is serving",
                      parts.store().root(),
                      entry.name())));
    }
    parts.store().freeze(entry.name());
    return new SwitchResult.Broken();
  }
}
