package dev.pluginswap.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The plugins directory at one moment, as far as recovery has to know it.
 *
 * @param records the record of each plugin that has one
 * @param views what is at each plugin's place in the plugins directory
 * @param snapshots what is in {@code .previous}, by version
 * @param versions the version directories
 * @param complete the version directories that have a {@code .complete}
 * @param verdicts what a check of their files found, for the versions that were checked
 * @param staging file names in {@code .staging} that nobody writes to
 * @param temporaryRecords file names in {@code .state} of records that were being written
 * @param published versions that are about to be committed
 * @param frozen plugins of which nothing may be touched
 * @param leases which versions run in some JVM, and what is left of JVMs that are gone
 * @param hasViews whether there can be links
 * @param now for the versions that retire
 */
record DirectorySnapshot(
    Map<String, RecordState> records,
    Map<String, Link> views,
    Map<VersionId, Link> snapshots,
    Set<VersionId> versions,
    Set<VersionId> complete,
    Map<VersionId, Verdict> verdicts,
    List<String> staging,
    List<String> temporaryRecords,
    Set<VersionId> published,
    Set<String> frozen,
    Leases.Found leases,
    boolean hasViews,
    Instant now) {

  /** Sorts and copies, so that equal directories have equal plans. */
  DirectorySnapshot {
    records = new TreeMap<>(records);
    views = new TreeMap<>(views);
    snapshots = new TreeMap<>(snapshots);
    versions = Set.copyOf(versions);
    complete = Set.copyOf(complete);
    verdicts = Map.copyOf(verdicts);
    staging = List.copyOf(staging);
    temporaryRecords = List.copyOf(temporaryRecords);
    published = Set.copyOf(published);
    frozen = Set.copyOf(frozen);
  }

  /** What is where a link should be. */
  sealed interface Link {

    /** A link of the store. */
    record To(VersionId version) implements Link {}

    /** Something that the store did not make. */
    record Foreign() implements Link {}

    /** A directory that the store did not make, with the very files of a version of the record. */
    record Copy() implements Link {}
  }

  /** What checking a version came to. */
  sealed interface Verdict {

    /** The check ran. */
    record Checked(Integrity integrity) implements Verdict {}

    /** The check could not run; that says nothing about the version. */
    record Unreadable(String why) implements Verdict {}
  }
}
