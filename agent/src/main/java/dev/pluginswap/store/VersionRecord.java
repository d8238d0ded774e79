package dev.pluginswap.store;

import dev.pluginswap.bundle.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a plugin is live: the only truth.
 *
 * @param plugin the plugin's name
 * @param generation the number of the load that made {@code current} live, from 1; it never falls
 * @param current the live version; null when the plugin has been removed
 * @param previous the version that was live before; null when there is none to go back to
 * @param retained every version that is kept and not live, the previous one too, each once
 */
public record VersionRecord(
    String plugin,
    long generation,
    @Nullable Digest current,
    @Nullable Digest previous,
    List<Retained> retained) {

  /** Rejects a record that contradicts itself. */
  public VersionRecord {
    VersionId.checkPlugin(plugin);
    retained = List.copyOf(retained);
    if (generation < 1) {
      throw new IllegalArgumentException(plugin + ": generation " + generation + " is below 1");
    }
    Set<Digest> digests = new HashSet<>();
    for (Retained version : retained) {
      if (version.digest().equals(current)) {
        throw new IllegalArgumentException(plugin + ": live and retained: " + current);
      }
      if (!digests.add(version.digest())) {
        throw new IllegalArgumentException(plugin + ": retained twice: " + version.digest());
      }
    }
    if (previous != null && !digests.contains(previous)) {
      throw new IllegalArgumentException(plugin + ": previous but not retained: " + previous);
    }
  }

  /**
   * The record after a switch: {@code current} becomes {@code previous} and is retained from {@code
   * now} on; {@code nextCurrent} leaves {@code retained}. Where nothing changes ({@code
   * nextCurrent} is live already) only the generation does.
   *
   * @param nextCurrent the version to be live; null to remove the plugin
   * @param generation the number of the load that makes it live
   */
  public VersionRecord next(@Nullable Digest nextCurrent, long generation, Instant now) {
    Digest before = current;
    boolean same = before == null ? nextCurrent == null : before.equals(nextCurrent);
    List<Retained> kept = new ArrayList<>(retained);
    kept.removeIf(version -> version.digest().equals(nextCurrent));
    if (same) {
      return new VersionRecord(plugin, generation, nextCurrent, previous, kept);
    }
    if (before != null) {
      kept.add(new Retained(before, now));
    }
    // A plugin that comes back after its removal has no live version to go back to: the one before
    // its removal stays the previous one, unless that is the one that comes back.
    Digest nextPrevious = before != null ? before : previous;
    if (nextPrevious != null && nextPrevious.equals(nextCurrent)) {
      nextPrevious = null;
    }
    return new VersionRecord(plugin, generation, nextCurrent, nextPrevious, kept);
  }

  /** Every version that the record speaks of: the live one, then those that are retained. */
  public List<Digest> digests() {
    List<Digest> digests = new ArrayList<>();
    if (current != null) {
      digests.add(current);
    }
    retained.forEach(version -> digests.add(version.digest()));
    return digests;
  }

  /** Whether the record speaks of this version, live or retained. */
  boolean references(Digest digest) {
    return digests().contains(digest);
  }

  /** Whether nothing of the plugin is left, so that the record says nothing any more. */
  boolean isEmpty() {
    return current == null && retained.isEmpty();
  }

  /** This record without some retained versions, the previous one too if it is among them. */
  VersionRecord without(Set<Digest> gone) {
    List<Retained> kept = retained.stream().filter(r -> !gone.contains(r.digest())).toList();
    boolean previousGone = previous != null && gone.contains(previous);
    return new VersionRecord(plugin, generation, current, previousGone ? null : previous, kept);
  }

  /**
   * The record after the live version was found damaged: the previous one is live again, and there
   * is nothing to go back to. The damaged one is retained as evidence.
   */
  VersionRecord fallenBack(Instant now) {
    Digest intact = previous;
    if (intact == null) {
      throw new IllegalStateException(plugin + ": there is no previous version to fall back to");
    }
    VersionRecord next = next(intact, generation + 1, now);
    return new VersionRecord(plugin, next.generation, next.current, null, next.retained);
  }
}
