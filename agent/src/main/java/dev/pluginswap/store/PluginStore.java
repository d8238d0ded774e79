package dev.pluginswap.store;

import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The plugins directory.
 *
 * <p>Whatever changes it needs a {@linkplain #hold hold} and throws {@link IllegalStateException}
 * without one. An install is: {@link #stage}, write, {@link Staging#seal}, {@link #publish}, {@link
 * #snapshot}, {@link #switchView}, {@link #commit}, {@link #markComplete}; it has happened when
 * {@code commit} returns. To take it back before that: switch the view to the old version and
 * {@link #discard} the new one. To take back a {@code commit} that failed: commit a record of a
 * higher generation that names the old version.
 *
 * <p>Methods that take a plugin's name throw {@link IllegalArgumentException} for anything but
 * {@code [a-z0-9][a-z0-9._-]{0,63}}. Safe for use by any thread; operations on one plugin must not
 * overlap, those on different plugins may. An interrupt makes file operations fail: use a thread
 * that nobody interrupts.
 */
public final class PluginStore {
  private final Layout layout;
  private final Disk disk;
  private final Clock clock;
  private final Nonces nonces;
  private final StoreLock lock;
  private final Records records;
  private final Views views;
  private final Versions versions;
  private final Recovery recovery;

  /**
   * Plugins whose last swap could neither be finished nor taken back; guarded by the monitor of the
   * lock. The next JVM has the disk alone to go by.
   */
  private final Set<String> frozen = new HashSet<>();

  /** Plugins whose data directory is durable for sure. */
  private final Set<String> confirmedData = ConcurrentHashMap.newKeySet();

  private PluginStore(Layout layout, Disk disk, Clock clock, Nonces nonces, boolean hasViews) {
    this.layout = layout;
    this.disk = disk;
    this.clock = clock;
    this.nonces = nonces;
    this.lock = StoreLock.of(layout);
    this.records = new Records(layout, disk, nonces);
    this.views = new Views(layout, disk, nonces, hasViews);
    this.versions = new Versions(layout, disk, nonces);
    SnapshotReader reader = new SnapshotReader(layout, disk, records, views, versions, lock.leases);
    this.recovery = new Recovery(reader, records, views, versions, frozen);
  }

  /**
   * Opens a plugins directory; makes it when it is missing. Neither locks nor recovers.
   *
   * @param root resolved to its real path, once
   * @param clock for the time at which a version retires, and its age
   * @param nonces for names of temporary files
   */
  public static PluginStore open(Path root, Disk disk, Clock clock, RandomGenerator nonces)
      throws IOException {
    Directories directories = new Directories(disk);
    Path path = root.toAbsolutePath();
    // Whoever made the first directory in there has forced the root, and what is above it, before.
    if (disk.attributes(new Layout(path).directories().get(0)) == null) {
      directories.confirmWithParents(path);
    }
    Layout layout = new Layout(disk.realPath(root));
    for (Path directory : layout.directories()) {
      directories.make(directory);
    }
    // A JVM that was killed may have made some and forced none.
    disk.force(layout.root());
    Nonces names = new Nonces(nonces);
    boolean hasViews = new LinkProbe(layout, disk, names).run();
    return new PluginStore(layout, disk, clock, names, hasViews);
  }

  /** The real path of the plugins directory. */
  public Path root() {
    return layout.root();
  }

  /**
   * Where the plugin keeps its own files, over all its versions; made when it is missing.
   *
   * @throws UncheckedIOException when it cannot be made
   */
  public Path dataDirectory(String plugin) {
    Path directory = layout.data().resolve(VersionId.checkPlugin(plugin));
    try {
      if (confirmedData.contains(plugin)) {
        new Directories(disk).make(directory);
      } else {
        new Directories(disk).confirm(directory);
        confirmedData.add(plugin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data directory " + directory, e);
    }
    return directory;
  }

  /** What the operator tells the plugin, a properties file that may be missing. */
  public Path configuration(String plugin) {
    return layout.config().resolve(VersionId.checkPlugin(plugin) + ".properties");
  }

  /**
   * Takes the lock, for this JVM: other threads of it get a hold at once. When this JVM did not
   * have the lock, a {@linkplain #recover recovery} without hashing runs first. On a file system in
   * memory the lock is only one within this JVM.
   *
   * @param wait how long to wait for another JVM
   * @throws IOException when another JVM kept the lock for that long (the message names it where
   *     the system tells), or the recovery failed
   */
  public Hold hold(Duration wait) throws IOException {
    return lock.take(disk, wait, () -> recovery.run(false, lock.inFlight, now()));
  }

  /**
   * Makes everything follow the records: finishes or takes back what a killed JVM left half done.
   * Deletes what is disposable or unreferenced, never what the store did not make and nothing of a
   * plugin whose record is damaged. May be repeated and interrupted anywhere. Versions that other
   * holders have published, and their staging, are left alone; their views are not, so no other
   * thread may be between {@code switchView} and {@code commit}.
   *
   * @param verifyHashes whether to compare the files of each live version with its file list; one
   *     that is damaged or missing is replaced by the previous one if that is intact, and else left
   *     as it is and reported
   * @throws IOException when the directory cannot be looked at or the records cannot be made
   *     durable
   */
  public RecoveryReport recover(boolean verifyHashes) throws IOException {
    return exclusively(() -> recovery.run(verifyHashes, lock.inFlight, now()));
  }

  /** The plugins that have a record, damaged ones and removed ones too, by name. */
  public List<String> names() throws IOException {
    return records.names();
  }

  /** The plugin's record, read from disk. */
  public RecordState record(String plugin) throws IOException {
    return records.read(plugin);
  }

  /** A fresh place to write a bundle to; no recovery deletes it while this hold is open. */
  public Staging stage() throws IOException {
    return exclusively(
        () -> {
          String name = "incoming." + nonces.next();
          lock.inFlight.staging.add(name);
          return Staging.create(disk, layout.staging().resolve(name), () -> forgetStaging(name));
        });
  }

  /**
   * Makes a sealed bundle a version directory, durably. A damaged version of that digest that is in
   * the way is deleted. Until it is committed or discarded, or the last hold of this JVM is closed,
   * no recovery deletes it.
   *
   * @return false when an intact version of that digest was there already; the staging is then
   *     closed
   * @throws IllegalArgumentException when something else was sealed
   */
  public boolean publish(Staging staging, String plugin, Digest digest) throws IOException {
    VersionId id = new VersionId(plugin, digest);
    if (!digest.equals(staging.sealed())) {
      throw new IllegalArgumentException(
          staging.root() + " is sealed as " + staging.sealed() + ", not as " + digest);
    }
    return exclusively(
        () -> {
          lock.inFlight.published.add(id);
          boolean moved = versions.publish(staging.root(), id);
          if (!moved) {
            staging.close();
          }
          return moved;
        });
  }

  /** Where this version is, or would be: the path to load it from. */
  public Path versionDirectory(String plugin, Digest digest) {
    return layout.version(new VersionId(plugin, digest));
  }

  /**
   * Compares every file of a version with its file list.
   *
   * @throws IOException when a file cannot be read, which says nothing about it
   */
  public Integrity check(String plugin, Digest digest) throws IOException {
    return versions.check(new VersionId(plugin, digest));
  }

  /**
   * As {@link #check}, but trusts files that have the size, the time and the identity that they had
   * when they were compared last: cheap enough for whoever looks often.
   */
  public Integrity recheck(String plugin, Digest digest) throws IOException {
    return versions.recheck(new VersionId(plugin, digest));
  }

  /** Links the old version under {@code .previous}. */
  public void snapshot(String plugin, Digest old) throws IOException {
    change(() -> views.addSnapshot(new VersionId(plugin, old)));
  }

  /** Removes the link under {@code .previous}; nothing happens where there is none. */
  public void dropSnapshot(String plugin, Digest old) throws IOException {
    change(() -> views.removeSnapshot(new VersionId(plugin, old)));
  }

  /**
   * Makes the view lead to a version, in one step; nothing happens where it does already.
   *
   * @param to null removes the view
   * @throws FileAlreadyExistsException when something that the store did not make is in the way
   */
  public void switchView(String plugin, @Nullable Digest to) throws IOException {
    change(
        () -> {
          if (to == null) {
            views.removeView(plugin);
          } else {
            views.switchTo(new VersionId(plugin, to));
          }
        });
  }

  /**
   * Makes this the record of its plugin. When it returns, that is on disk.
   *
   * @throws IOException when that failed (the old record or this one is on disk), when the record
   *     on disk is damaged, or when the live version is not on disk (nothing was changed)
   * @throws IllegalArgumentException when the record on disk has a higher generation
   */
  public void commit(VersionRecord record) throws IOException {
    change(
        () -> {
          Digest current = record.current();
          if (current != null && !versions.exists(new VersionId(record.plugin(), current))) {
            throw new IOException(
                "cannot commit "
                    + record.plugin()
                    + ": "
                    + versionDirectory(record.plugin(), current)
                    + " is missing; publish the version first");
          }
          records.write(record);
          if (current != null) {
            lock.inFlight.published.remove(new VersionId(record.plugin(), current));
          }
          frozen.remove(record.plugin());
        });
  }

  /**
   * Notes in the version directory that it has been committed, for people.
   *
   * @param source where the bundle came from
   */
  public void markComplete(String plugin, Digest digest, long generation, String source)
      throws IOException {
    change(() -> versions.markComplete(new VersionId(plugin, digest), generation, source, now()));
  }

  /**
   * Keeps the files of a version on disk, in all JVMs, until it is given back. To be taken before
   * anything is loaded from them.
   */
  public Lease lease(String plugin, Digest digest) throws IOException {
    VersionId id = new VersionId(plugin, digest);
    return exclusively(
        () -> {
          lock.leases.take(disk, nonces, id);
          return new Lease(lock, disk, id);
        });
  }

  /**
   * Deletes a version; nothing happens where there is none. One that still runs somewhere is left
   * to the recovery after its end.
   *
   * @throws IllegalStateException when the plugin's record references it, or is damaged
   */
  public void discard(String plugin, Digest digest) throws IOException {
    VersionId id = new VersionId(plugin, digest);
    change(
        () -> {
          RecordState state = records.read(plugin);
          if (state instanceof RecordState.Damaged
              || (state instanceof RecordState.Present present
                  && present.record().references(digest))) {
            throw new IllegalStateException(
                id
                    + " is not discarded: its record "
                    + layout.record(plugin)
                    + " references it or is damaged");
          }
          lock.inFlight.published.remove(id);
          if (!lock.leases.find(disk).versions().contains(id)) {
            versions.discard(id);
          }
        });
  }

  /**
   * Lets nothing of a plugin be touched, by this JVM, until a record of it is committed: what is
   * live after a power loss is not known.
   */
  public void freeze(String plugin) {
    lock.monitor.lock();
    try {
      frozen.add(VersionId.checkPlugin(plugin));
    } finally {
      lock.monitor.unlock();
    }
  }

  /**
   * Deletes the versions of a plugin that are kept no longer; never a live one, the previous one of
   * a live plugin, a published one or one that runs in some JVM. The record is committed before
   * anything is deleted. What fails is a problem in the outcome and is left to {@link #tidy}. The
   * caller keeps transactions of this plugin out.
   *
   * @param dryRun only say what would be deleted
   */
  public GcOutcome collect(String plugin, Retention retention, boolean dryRun) throws IOException {
    VersionId.checkPlugin(plugin);
    return exclusively(
        () -> {
          if (frozen.contains(plugin)) {
            return GcOutcome.NOTHING;
          }
          Set<VersionId> spared = new HashSet<>(lock.leases.find(disk).versions());
          spared.addAll(lock.inFlight.published);
          return new Collector(records, views, versions)
              .run(plugin, retention, now(), spared::contains, dryRun);
        });
  }

  /**
   * Deletes what nothing refers to any more: what an earlier attempt could not delete.
   *
   * @param dryRun only say what is there
   * @return what is still there
   */
  public List<Pending> tidy(boolean dryRun) throws IOException {
    return exclusively(() -> recovery.tidy(lock.inFlight, now(), dryRun));
  }

  /**
   * Directories that somebody unzipped where views belong, of plugins that have no record: they may
   * be installed from there, and then {@linkplain #moveAside moved aside}.
   */
  public List<Path> unknownDirectories() throws IOException {
    List<Path> unknown = new ArrayList<>();
    for (Path entry : disk.list(layout.root())) {
      String name = entry.getFileName().toString();
      if (VersionId.isPlugin(name)) {
        unknownDirectory(name).ifPresent(unknown::add);
      }
    }
    return unknown;
  }

  /** The one of {@link #unknownDirectories} that stands where the view of this plugin belongs. */
  public Optional<Path> unknownDirectory(String plugin) throws IOException {
    Path place = layout.view(plugin);
    BasicFileAttributes attributes = disk.attributes(place);
    return attributes != null
            && attributes.isDirectory()
            && records.read(plugin) instanceof RecordState.None
        ? Optional.of(place)
        : Optional.empty();
  }

  /**
   * Moves a directory that has become a version from the view's place to {@code .adopted}, where it
   * stays; nothing happens when nothing is there that the store did not make.
   */
  public void moveAside(String plugin) throws IOException {
    change(
        () -> {
          BasicFileAttributes attributes = disk.attributes(layout.view(plugin));
          if (attributes != null && attributes.isDirectory()) {
            versions.moveAside(plugin);
          }
        });
  }

  /**
   * What an operator put where the plugin's view belongs, so that {@link #switchView} would fail.
   *
   * @return empty when nothing is in the way
   */
  public Optional<Path> inTheWay(String plugin) throws IOException {
    return views.blocking(VersionId.checkPlugin(plugin));
  }

  /** Whether there can be views; where not, the records alone say what is live. */
  public boolean hasViews() {
    return views.supported();
  }

  private Instant now() {
    return clock.instant();
  }

  private void forgetStaging(String name) {
    lock.monitor.lock();
    try {
      lock.inFlight.staging.remove(name);
    } finally {
      lock.monitor.unlock();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private interface Change {
    void run() throws IOException;
  }

  private void change(Change change) throws IOException {
    lock.monitor.lock();
    try {
      lock.requireHold();
      change.run();
    } finally {
      lock.monitor.unlock();
    }
  }

  private <T> T exclusively(Work<T> work) throws IOException {
    lock.monitor.lock();
    try {
      lock.requireHold();
      return work.run();
    } finally {
      lock.monitor.unlock();
    }
  }
}
