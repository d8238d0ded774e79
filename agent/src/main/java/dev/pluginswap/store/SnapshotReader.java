package dev.pluginswap.store;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.DirectorySnapshot.Link;
import dev.pluginswap.store.DirectorySnapshot.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Looks at the plugins directory; changes nothing. */
record SnapshotReader(
    Layout layout, Disk disk, Records records, Views views, Versions versions, Leases leases) {

  /**
   * Looks.
   *
   * @param verifyHashes whether the files of each live version are compared with its file list, and
   *     those of the previous one where that fails
   */
  DirectorySnapshot read(boolean verifyHashes, InFlight inFlight, Set<String> frozen, Instant now)
      throws IOException {
    Map<String, RecordState> states = readRecords();
    Set<VersionId> present = versionsPresent();
    Set<VersionId> complete = new HashSet<>();
    Map<VersionId, Verdict> verdicts = new HashMap<>();
    for (RecordState state : states.values()) {
      if (state instanceof RecordState.Present whole) {
        look(whole.record(), verifyHashes, complete, verdicts);
      }
    }
    return new DirectorySnapshot(
        states,
        readViews(states),
        views.supported() ? readSnapshots() : Map.of(),
        present,
        complete,
        verdicts,
        names(layout.staging(), name -> !inFlight.staging.contains(name)),
        names(layout.state(), Layout::isTemporaryRecord),
        inFlight.published,
        frozen,
        leases.find(disk),
        views.supported(),
        now);
  }

  private Map<String, RecordState> readRecords() throws IOException {
    Map<String, RecordState> states = new HashMap<>();
    for (String plugin : records.names()) {
      states.put(plugin, recordOf(plugin));
    }
    return states;
  }

  /** A record that cannot be read stops its own plugin, as a damaged one does, and no other. */
  private RecordState recordOf(String plugin) {
    try {
      return records.read(plugin);
    } catch (IOException e) {
      return new RecordState.Damaged(layout.record(plugin), "it cannot be read: " + e);
    }
  }

  private void look(
      VersionRecord record,
      boolean verifyHashes,
      Set<VersionId> complete,
      Map<VersionId, Verdict> verdicts)
      throws IOException {
    Digest current = record.current();
    if (current == null) {
      return;
    }
    VersionId live = new VersionId(record.plugin(), current);
    if (versions.isComplete(live)) {
      complete.add(live);
    }
    if (!verifyHashes) {
      return;
    }
    Verdict verdict = verdict(live);
    verdicts.put(live, verdict);
    Digest previous = record.previous();
    boolean intact =
        verdict instanceof Verdict.Checked checked
            && checked.integrity() instanceof Integrity.Intact;
    if (!intact && previous != null) {
      VersionId fallback = new VersionId(record.plugin(), previous);
      verdicts.put(fallback, verdict(fallback));
      if (versions.isComplete(fallback)) {
        complete.add(fallback);
      }
    }
  }

  private Verdict verdict(VersionId id) {
    try {
      return new Verdict.Checked(versions.check(id));
    } catch (IOException e) {
      return new Verdict.Unreadable("it cannot be read: " + e);
    }
  }

  private Set<VersionId> versionsPresent() throws IOException {
    Set<VersionId> present = new HashSet<>();
    for (Path entry : disk.list(layout.versions())) {
      Optional<VersionId> id = VersionId.ofFileName(entry.getFileName().toString());
      if (id.isPresent() && versions.exists(id.get())) {
        present.add(id.get());
      }
    }
    return present;
  }

  private Map<String, Link> readViews(Map<String, RecordState> states) throws IOException {
    // Not only what is listed: where case does not count, "Greeter" is in the way of "greeter".
    Set<String> names = new HashSet<>(states.keySet());
    for (Path entry : disk.list(layout.root())) {
      String name = entry.getFileName().toString();
      if (VersionId.isPlugin(name)) {
        names.add(name);
      }
    }
    Map<String, Link> links = new HashMap<>();
    for (String name : names) {
      Path place = layout.view(name);
      BasicFileAttributes attributes = disk.attributes(place);
      if (attributes != null) {
        boolean copy =
            attributes.isDirectory()
                && states.get(name) instanceof RecordState.Present present
                && versions.isCopy(place, present.record());
        links.put(name, copy ? new Link.Copy() : link(place, Layout::ofViewTarget));
      }
    }
    return links;
  }

  private Map<VersionId, Link> readSnapshots() throws IOException {
    Map<VersionId, Link> links = new HashMap<>();
    for (Path entry : disk.list(layout.previous())) {
      Optional<VersionId> id = VersionId.ofFileName(entry.getFileName().toString());
      if (id.isPresent()) {
        links.put(id.get(), link(entry, Layout::ofSnapshotTarget));
      }
    }
    return links;
  }

  private Link link(Path path, Function<String, Optional<VersionId>> reader) throws IOException {
    BasicFileAttributes attributes = disk.attributes(path);
    Optional<VersionId> id =
        attributes != null && attributes.isSymbolicLink()
            ? reader.apply(disk.readLink(path))
            : Optional.empty();
    return id.isPresent() ? new Link.To(id.get()) : new Link.Foreign();
  }

  private List<String> names(Path directory, Predicate<String> wanted) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path entry : disk.list(directory)) {
      String name = entry.getFileName().toString();
      if (wanted.test(name)) {
        names.add(name);
      }
    }
    return names;
  }
}
