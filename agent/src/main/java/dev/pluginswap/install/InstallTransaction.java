package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.Unpacked;
import dev.pluginswap.bundle.Unpacker;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.source.FetchProgress;
import dev.pluginswap.source.Fetched;
import dev.pluginswap.source.KnownArchives;
import dev.pluginswap.store.Hold;
import dev.pluginswap.store.Integrity;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.Staging;
import dev.pluginswap.store.VersionRecord;
import dev.pluginswap.trust.Signer;
import dev.pluginswap.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Install and its dry run: fetch, stage, validate, publish, and then the {@link Switch}. */
final class InstallTransaction {

  /** How long at most one that waits for another goes on to wait when it is cancelled. */
  private static final Duration CANCEL_LATENCY = Duration.ofMillis(50);

  private final Parts parts;
  private final PluginStore store;
  private final Origin origin;
  private final Limits limits;

  private final Permissions permissions;
  private final boolean dryRun;
  private final Journal journal;
  private final Conclusion conclusion;

  /** Listed while this runs: how it can be cancelled until it begins to swap. */
  private final Underway.Task task;

  /** The lock of the plugins directory; null until it is gained. */
  private @Nullable Hold hold;

  /** Where the bundle is unpacked; null until it is made. */
  private @Nullable Staging staging;

  InstallTransaction(Parts parts, InstallRequest request, boolean dryRun) {
    this(
        parts,
        request.source(),
        Origin.of(request, parts),
        Limits.of(request, parts.settings()),
        dryRun ? "verify" : "install",
        Permissions.of(request),
        dryRun);
  }

  /**
   * @param given the source as the caller gave it, who may cancel by that
   */
  InstallTransaction(
      Parts parts,
      String given,
      Origin origin,
      Limits limits,
      String operation,
      Permissions permissions,
      boolean dryRun) {
    this.parts = parts;
    this.store = parts.store();
    this.origin = origin;
    this.limits = limits;
    this.permissions = permissions;
    this.dryRun = dryRun;
    this.journal = new Journal(operation, parts.events(), parts.listener(), parts.nanoTime());
    this.conclusion = new Conclusion(parts, journal, dryRun ? AuditTrail.NONE : parts.audit());
    this.task =
        parts
            .underway()
            .begin(given, () -> "%s, from %s".formatted(journal.doing(), origin.source()));
  }

  InstallReport run() {
    try {
      return attempt();
    } catch (Throwable failure) { // before the second half: nothing live was touched
      return conclusion.refused(failure);
    } finally {
      release();
    }
  }

  private InstallReport attempt() throws Exception {
    journal.step(Step.RECOVER, () -> hold = store.hold(parts.settings().lockTimeout()));
    Deadline deadline =
        new Deadline(
            "fetching " + origin.source(), limits.fetch(), parts.nanoTime(), task.cancellation());
    Staging stage = store.stage();
    staging = stage;
    journal.from(origin.source());
    // Where the archive itself is asked for, one that is known already is none to look at.
    KnownArchives known =
        parts.trust().looksAtArchive(permissions.sha256()) ? KnownArchives.NONE : this::isLive;
    Held held = fetch(stage, deadline, known);
    if (held.fetched().form() == Fetched.Form.UNCHANGED) {
      if (isStillLive(held.fetched())) {
        return conclusion.unchanged();
      }
      held = fetch(stage, deadline, KnownArchives.NONE);
    }
    journal.archived(held.hash());
    return install(stage, held, deadline);
  }

  private Held fetch(Staging stage, Deadline deadline, KnownArchives known) throws Exception {
    FetchProgress told = new FetchTold(parts.nanoTime(), journal::progress);
    return journal.stepOf(
        Step.FETCH,
        () -> {
          parts.trust().beforeFetch(origin.source(), permissions.sha256());
          Fetched fetched = origin.fetching().fetch(stage.scratch(), deadline, told, known);
          return parts.trust().looksAtArchive(permissions.sha256())
              ? Held.of(fetched, stage.scratch(), parts.settings().limits(), deadline)
              : Held.asItIs(fetched);
        });
  }

  private InstallReport install(Staging stage, Held held, Deadline deadline) throws Exception {
    Fetched fetched = held.fetched();
    Unpacked unpacked =
        journal.stepOf(
            Step.STAGE,
            () ->
                Unpacker.unpack(
                    fetched.artifact(),
                    fetched.fileName(),
                    fetched.coordinates(),
                    fetched.form() == Fetched.Form.IN_TOP_DIRECTORY,
                    stage,
                    parts.settings().limits(),
                    deadline));
    Trust.Candidate judged =
        new Trust.Candidate(
            origin.source(),
            held.original(),
            held.archive(),
            held.hash(),
            unpacked,
            permissions.sha256());
    parts.trust().checkPin(judged);
    String plugin = unpacked.manifest().name();
    journal.about(plugin, unpacked.manifest().version(), unpacked.files().digest().hex());
    journal.addAll(unpacked.warnings());
    task.about(plugin);
    parts
        .archives()
        .remember(
            fetched.sha256(),
            new Archives.Version(plugin, unpacked.manifest().version(), unpacked.files().digest()));

    PluginEntry entry = parts.roster().entry(plugin);
    lock(entry);
    try {
      return underLock(entry, stage, judged, deadline);
    } finally {
      entry.lock().unlock();
    }
  }

  /** Waits for other transactions of the plugin, as long as this one is wanted. */
  private void lock(PluginEntry entry) throws InterruptedException, BundleRefusedException {
    do {
      task.cancellation().check();
    } while (!entry.lock().tryLock(CANCEL_LATENCY.toMillis(), TimeUnit.MILLISECONDS));
  }

  private boolean isLive(String sha256) {
    return parts.archives().isLive(sha256, parts.runtime());
  }

  /** Whether what need not be fetched again is live and whole, on disk too. */
  private boolean isStillLive(Fetched fetched) throws Exception {
    Archives.Version version = parts.archives().of(fetched.sha256());
    if (version == null) {
      return false;
    }
    PluginEntry entry = parts.roster().entry(version.plugin());
    lock(entry);
    try {
      VersionRecord old = Records.read(store, entry.name());
      if (entry.isBroken() || !isLiveAndWhole(entry, old, version.digest())) {
        return false;
      }
      journal.about(version.plugin(), version.version(), version.digest().hex());
      journal.before(
          Records.describeOrNull(store, entry.name(), old == null ? null : old.current()));
      return true;
    } finally {
      entry.lock().unlock();
    }
  }

  private InstallReport underLock(
      PluginEntry entry, Staging stage, Trust.Candidate judged, Deadline deadline)
      throws Exception {
    Unpacked unpacked = judged.unpacked();
    if (entry.isBroken()) {
      throw new BundleRefusedException(entry.problems());
    }
    clearTheWay(entry);
    VersionRecord old = Records.read(store, entry.name());
    Digest digest = unpacked.files().digest();
    VersionRef before =
        Records.describeOrNull(store, entry.name(), old == null ? null : old.current());
    journal.before(before);
    if (isLiveAndWhole(entry, old, digest)) {
      return conclusion.unchanged();
    }
    entry.departures().requireFewer(parts.settings().mostHeld());
    Needs needs = Needs.of(parts.runtime(), entry.name(), unpacked.manifest(), permissions.force());
    journal.step(
        Step.VALIDATE,
        () -> {
          parts.trust().check(judged, deadline).map(Signer::toString).ifPresent(journal::signedBy);
          permissions.requireNoDowngrade(unpacked.manifest(), before);
          Bundle staged = Bundle.of(stage.root(), unpacked.manifest(), unpacked.files());
          Validation.run(parts, journal, staged, needs);
        });
    if (dryRun) {
      task.cancellation().check();
      return conclusion.unchanged();
    }
    task.cancellation().pass();

    Undo undo = new Undo();
    Switch change = new Switch(parts, journal, limits, entry, old, origin.course(), null, undo);
    try {
      journal.step(
          Step.PUBLISH,
          () -> {
            parts.audit().begun(journal);
            publish(stage, unpacked, entry, old, undo);
          });
    } catch (Throwable failure) {
      undo.run(); // nothing but tidying has been pushed so far
      throw failure;
    }
    Bundle published =
        Bundle.of(
            store.versionDirectory(entry.name(), digest), unpacked.manifest(), unpacked.files());
    return conclusion.of(
        entry, change.to(new Candidate(published, origin.source(), needs.required())));
  }

  private void publish(
      Staging stage, Unpacked unpacked, PluginEntry entry, @Nullable VersionRecord old, Undo undo)
      throws IOException {
    Digest digest = unpacked.files().digest();
    stage.seal(unpacked.files());
    if (!Records.references(old, digest)) {
      undo.pushTidying(() -> store.discard(entry.name(), digest));
    }
    store.publish(stage, entry.name(), digest);
  }

  /**
   * What stands where the view belongs is adopted first, if it is a version of this plugin that
   * somebody unzipped: then it is what a rollback brings back.
   */
  private void clearTheWay(PluginEntry entry) throws IOException, BundleRefusedException {
    Optional<Path> unzipped = store.unknownDirectory(entry.name()).filter(Adoption::isBundle);
    if (origin.course() == Course.ADOPT) {
      if (unzipped.isEmpty() || !unzipped.get().toString().equals(origin.source())) {
        throw new BundleRefusedException(
            Adoption.misplaced(Path.of(origin.source()), entry.name()));
      }
      return;
    }
    Optional<Path> blocking = unzipped;
    if (unzipped.isPresent()) {
      InstallReport adopted = Adoption.of(parts, unzipped.get(), dryRun).run();
      if (adopted.outcome() == Outcome.COMMITTED || adopted.outcome() == Outcome.UNCHANGED) {
        blocking = Optional.empty();
      } else {
        journal.addAll(adopted.problems());
      }
    } else {
      blocking = store.inTheWay(entry.name());
    }
    if (blocking.isPresent()) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "directory-in-the-way",
                  blocking.get().toString(),
                  "this was not made by plugin-swap, and stands where the view of %s belongs"
                      .formatted(entry.name()),
                  "move it out of the plugins directory; if it is a plugin, install it from there")));
    }
  }

  private boolean isLiveAndWhole(PluginEntry entry, @Nullable VersionRecord old, Digest digest)
      throws IOException {
    Generation live = parts.runtime().live(entry.name());
    return old != null
        && digest.equals(old.current())
        && live != null
        && live.digest().equals(digest)
        && store.check(entry.name(), digest) instanceof Integrity.Intact;
  }

  /** Gives back what the transaction holds. */
  private void release() {
    task.close();
    if (staging != null) {
      staging.close(); // what it cannot delete it logs, and the next recovery deletes it
    }
    Holds.letGo(hold);
  }
}
