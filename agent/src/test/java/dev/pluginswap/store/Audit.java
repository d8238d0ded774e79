package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.crash.Content;
import dev.pluginswap.crash.DiskImage;
import dev.pluginswap.crash.Inode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a plugins directory from a disk that is switched off, and says what is wrong with it. Knows
 * the files of every version there can be, so that it trusts nothing that the store says.
 */
public final class Audit {
  private static final Pattern GENERATION = Pattern.compile("\ngeneration (\\d+)\n");
  private static final Set<String> OWN =
      Set.of(
          ".versions",
          ".staging",
          ".previous",
          ".state",
          ".leases",
          ".adopted",
          ".data",
          ".config",
          ".lock");

  private final List<String> root;
  private final boolean hasViews;

  /** Every file of a version with its bytes, {@code .manifest} too; by digest. */
  private final Map<Digest, Map<String, Content>> known = new HashMap<>();

  /** Names in the plugins directory that may be somebody else's. */
  private final Set<String> foreign;

  /**
   * @param root the plugins directory, as names from the root of the disk on
   * @param hasViews whether there can be symbolic links
   */
  public Audit(
      List<String> root,
      boolean hasViews,
      Set<String> foreign,
      List<Map<String, byte[]>> versions) {
    this.root = List.copyOf(root);
    this.hasViews = hasViews;
    this.foreign = Set.copyOf(foreign);
    for (Map<String, byte[]> version : versions) {
      FileList list = files(version);
      Map<String, Content> files = new TreeMap<>();
      version.forEach((path, bytes) -> files.put(path, Content.of(bytes)));
      files.put(Layout.MANIFEST, Content.of(list.text().getBytes(UTF_8)));
      known.put(list.digest(), files);
    }
  }

  /** The product's own disk. */
  public static Disk disk(boolean forcesDirectories) {
    return NioDisk.of(forcesDirectories);
  }

  /** The file list of a bundle. */
  public static FileList files(Map<String, byte[]> bundle) {
    return FileList.of(
        new TreeMap<>(bundle)
            .entrySet().stream()
                .map(
                    file ->
                        new FileEntry(
                            file.getKey(),
                            file.getValue().length,
                            Digest.ofBytes(file.getValue()).hex()))
                .toList());
  }

  /** The records that can be read, by plugin. */
  public Map<String, VersionRecord> records(DiskImage disk) {
    Map<String, VersionRecord> records = new TreeMap<>();
    for (String name : names(disk, ".state")) {
      Optional<Content> bytes = disk.content(path(".state", name));
      if (VersionId.isPlugin(name) && bytes.isPresent()) {
        try {
          records.put(name, RecordText.read(name, bytes.get().toArray()));
        } catch (RecordText.DamagedException e) {
          // It is not one that can be read; the recovery's report says so.
        }
      }
    }
    return records;
  }

  /**
   * What is wrong right after a crash, whatever a recovery may make of it. A version that no record
   * references may be in any condition: a power loss may undo that it was moved away, and keep that
   * its files were deleted. It is checked by its hash before anything is made of it.
   *
   * @param installsOnly whether no generation was ever taken back
   */
  public List<String> afterCrash(DiskImage disk, boolean installsOnly) {
    List<String> wrong = new ArrayList<>();
    Map<String, VersionRecord> records = records(disk);
    records.values().forEach(record -> references(disk, record, wrong));
    for (String name : names(disk, ".versions")) {
      VersionId id = VersionId.ofFileName(name).orElse(null);
      Optional<Content> complete = disk.content(path(".versions", name, Layout.COMPLETE));
      if (id == null || complete.isEmpty()) {
        continue;
      }
      Matcher generation = GENERATION.matcher(new String(complete.get().toArray(), UTF_8));
      VersionRecord record = records.get(id.plugin());
      long recorded = record == null ? 0 : record.generation();
      if (installsOnly && generation.find() && Long.parseLong(generation.group(1)) > recorded) {
        wrong.add(id + " is complete at a generation above that of the record, " + recorded);
      }
    }
    return wrong;
  }

  /** What is wrong when all should be well. */
  public List<String> settled(DiskImage disk) {
    List<String> wrong = new ArrayList<>();
    Map<String, VersionRecord> records = records(disk);
    expect("records", names(disk, ".state"), records.keySet(), wrong);
    expect("staging", names(disk, ".staging"), Set.of(), wrong);
    Set<String> versions = new TreeSet<>();
    Set<String> snapshots = new TreeSet<>();
    Set<String> entries = new TreeSet<>();
    for (VersionRecord record : records.values()) {
      references(disk, record, wrong);
      record.retained().forEach(kept -> versions.add(id(record, kept.digest()).fileName()));
      Digest previous = record.previous();
      if (previous != null && hasViews) {
        snapshot(disk, id(record, previous), wrong);
        snapshots.add(id(record, previous).fileName());
      }
      Digest current = record.current();
      if (current != null) {
        versions.add(id(record, current).fileName());
        live(disk, id(record, current), wrong);
        if (hasViews) {
          entries.add(record.plugin());
        }
      }
    }
    expect("versions", names(disk, ".versions"), versions, wrong);
    expect("snapshots", names(disk, ".previous"), snapshots, wrong);
    Set<String> found = new TreeSet<>(disk.names(root));
    found.removeAll(OWN);
    foreign.stream().filter(name -> !entries.contains(name)).forEach(found::remove);
    expect("the plugins directory", found, entries, wrong);
    return wrong;
  }

  /** What is wrong when a directory that an operator unzipped is nowhere any more. */
  public List<String> unzipped(DiskImage disk, Digest digest) {
    List<List<String>> places = new ArrayList<>();
    places.add(path("greeter"));
    names(disk, ".adopted").forEach(name -> places.add(path(".adopted", name)));
    Map<String, Content> expected = new TreeMap<>(known.get(digest));
    expected.remove(Layout.MANIFEST);
    for (List<String> place : places) {
      Map<String, Content> found = new TreeMap<>();
      if (disk.at(place).orElse(null) instanceof Inode.Directory) {
        collect(disk, place, "", found);
      }
      if (found.equals(expected)) {
        return List.of();
      }
    }
    return List.of("what was unzipped is not whole at " + places);
  }

  /** What is wrong when a live plugin's own directory is gone, whatever it had forced in there. */
  public List<String> dataDirectory(DiskImage disk, VersionRecord record) {
    return record.current() == null
            || disk.at(path(".data", record.plugin())).orElse(null) instanceof Inode.Directory
        ? List.of()
        : List.of("the data directory of " + record.plugin() + " is gone");
  }

  /** What is left of the JVMs that were there; empty when a recovery has tidied up. */
  public List<String> leases(DiskImage disk) {
    return names(disk, ".leases").stream().map(name -> "the lease " + name + " is left").toList();
  }

  private void live(DiskImage disk, VersionId id, List<String> wrong) {
    if (hasViews) {
      Optional<String> view = link(disk, path(id.plugin()));
      if (!view.equals(Optional.of(Layout.viewTarget(id)))) {
        wrong.add("the view of " + id + " leads to " + view);
      }
    }
    String complete =
        disk.content(path(".versions", id.fileName(), Layout.COMPLETE))
            .map(content -> new String(content.toArray(), UTF_8))
            .orElse("");
    if (!complete.contains("digest " + id.digest() + "\n") || !complete.endsWith("\n")) {
      wrong.add("the .complete of " + id + " is '" + complete + "'");
    }
  }

  private void snapshot(DiskImage disk, VersionId id, List<String> wrong) {
    Optional<String> link = link(disk, path(".previous", id.fileName()));
    if (!link.equals(Optional.of(Layout.snapshotTarget(id)))) {
      wrong.add("the snapshot of " + id + " leads to " + link);
    }
  }

  /** The text of a link, as it is written on Linux. */
  private static Optional<String> link(DiskImage disk, List<String> path) {
    return disk.link(path).map(text -> text.replace('\\', '/'));
  }

  private void references(DiskImage disk, VersionRecord record, List<String> wrong) {
    List<Digest> referenced =
        new ArrayList<>(record.retained().stream().map(Retained::digest).toList());
    Digest current = record.current();
    if (current != null) {
      referenced.add(current);
    }
    for (Digest digest : referenced) {
      if (!isWhole(disk, id(record, digest))) {
        wrong.add("the record references " + id(record, digest) + ", which is not whole");
      }
    }
  }

  private boolean isWhole(DiskImage disk, VersionId id) {
    Map<String, Content> found = new TreeMap<>();
    collect(disk, path(".versions", id.fileName()), "", found);
    found.remove(Layout.COMPLETE);
    return found.equals(known.get(id.digest()));
  }

  private static void collect(
      DiskImage disk, List<String> directory, String prefix, Map<String, Content> found) {
    for (String name : disk.names(directory)) {
      List<String> path = new ArrayList<>(directory);
      path.add(name);
      Inode inode = disk.at(path).orElseThrow();
      if (inode instanceof Inode.RegularFile file) {
        found.put(prefix + name, file.content());
      } else if (inode instanceof Inode.Directory) {
        collect(disk, path, prefix + name + "/", found);
      } else {
        found.put(prefix + name, Content.EMPTY);
      }
    }
  }

  private static void expect(
      String what, Set<String> found, Set<String> expected, List<String> wrong) {
    if (!found.equals(expected)) {
      wrong.add(what + " are " + found + " instead of " + expected);
    }
  }

  private Set<String> names(DiskImage disk, String directory) {
    return disk.names(path(directory));
  }

  private List<String> path(String... names) {
    List<String> path = new ArrayList<>(root);
    path.addAll(List.of(names));
    return path;
  }

  private static VersionId id(VersionRecord record, Digest digest) {
    return new VersionId(record.plugin(), digest);
  }
}
