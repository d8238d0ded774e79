package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which versions run in which JVM, so that no JVM deletes what another one has loaded.
 *
 * <p>{@code .leases/<jvm>} is a file that its JVM keeps locked for as long as it lives: the
 * operating system lets go of it however the JVM ends. Beside it an empty file {@code
 * <jvm>.<plugin>.<digest>} stands for each version that runs there. A lease is taken under the lock
 * of the plugins directory, under which alone versions are deleted, and given back without it. None
 * of this is forced: after a power loss no JVM runs anything.
 *
 * <p>One object for all stores of this JVM; guarded by the monitor of the {@link StoreLock}.
 */
final class Leases {

  /** Beyond any content, so that others can read who it is where locks keep readers out. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Layout layout;

  /** How many generations of this JVM run a version. */
  private final Map<VersionId, Integer> own = new HashMap<>();

  /** The file name of this JVM; null until it takes its first lease. */
  private @Nullable String jvm;

  /**
   * Keeps this JVM's file locked. Never open that file again: closing any descriptor of it in this
   * JVM drops the lock (POSIX record locks belong to the process).
   */
  @SuppressWarnings("UnusedVariable") // kept so that it stays open
  private @Nullable FileChannel locked;

  /**
   * What is in {@code .leases}.
   *
   * @param versions that run in a JVM that lives, this one or another
   * @param stale names of the files of JVMs that are gone
   */
  record Found(Set<VersionId> versions, List<String> stale) {}

  Leases(Layout layout) {
    this.layout = layout;
  }

  void take(Disk disk, Nonces nonces, VersionId id) throws IOException {
    int generations = own.getOrDefault(id, 0);
    if (generations == 0) {
      if (jvm == null) {
        jvm = identify(disk, nonces.next());
      }
      make(disk, file(jvm, id));
    }
    own.put(id, generations + 1);
  }

  private static void make(Disk disk, Path file) throws IOException {
    try {
      disk.writeNewUnforced(file).close();
    } catch (FileAlreadyExistsException e) {
      // Of an earlier lease of ours that could not be given back: as good as a new one.
    }
  }

  /** Gives one lease of the version back, whatever becomes of its file. */
  void drop(Disk disk, VersionId id) throws IOException {
    int generations = own.getOrDefault(id, 0);
    if (generations > 1) {
      own.put(id, generations - 1);
    } else if (own.remove(id) != null && jvm != null) {
      disk.delete(file(jvm, id));
    }
  }

  boolean isOwn(VersionId id) {
    return own.containsKey(id);
  }

  /** Looks; deletes nothing. */
  Found find(Disk disk) throws IOException {
    Map<String, Boolean> alive = new HashMap<>();
    Set<VersionId> versions = new HashSet<>(own.keySet());
    List<String> stale = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Path entry : disk.list(layout.leases())) {
      names.add(entry.getFileName().toString());
    }
    for (String name : names) {
      Optional<LeaseName> lease = LeaseName.of(name);
      if (lease.isEmpty()) {
        continue; // not ours, so not to be touched
      }
      String holder = lease.get().jvm();
      Boolean lives = alive.get(holder);
      if (lives == null) {
        lives = holder.equals(jvm) || (names.contains(holder) && isLocked(disk, holder));
        alive.put(holder, lives);
      }
      VersionId version = lease.get().version();
      if (!lives) {
        stale.add(name);
      } else if (version != null && !holder.equals(jvm)) {
        versions.add(version);
      }
    }
    return new Found(versions, stale);
  }

  private String identify(Disk disk, String name) throws IOException {
    FileChannel channel = disk.openLock(layout.leases().resolve(name));
    boolean done = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw new IOException(layout.leases().resolve(name) + " is locked by another JVM");
      }
      channel.write(
          ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
      done = true;
    } finally {
      if (!done) {
        channel.close();
      }
    }
    locked = channel;
    return name;
  }

  private boolean isLocked(Disk disk, String holder) throws IOException {
    try (FileChannel channel = disk.openLock(layout.leases().resolve(holder))) {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        return true;
      }
      lock.release();
      return false;
    } catch (OverlappingFileLockException e) {
      return true; // another copy of this class, in this JVM
    }
  }

  private Path file(String jvm, VersionId id) {
    return layout.leases().resolve(new LeaseName(jvm, id).fileName());
  }
}
