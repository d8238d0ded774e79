package dev.pluginswap.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The records on disk. */
final class Records {
  private final Layout layout;
  private final Disk disk;
  private final Nonces nonces;

  Records(Layout layout, Disk disk, Nonces nonces) {
    this.layout = layout;
    this.disk = disk;
    this.nonces = nonces;
  }

  /** The plugins that have a record, whole or not, by name. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : disk.list(layout.state())) {
      String name = file.getFileName().toString();
      if (VersionId.isPlugin(name)) {
        names.add(name);
      }
    }
    return names;
  }

  RecordState read(String plugin) throws IOException {
    Path file = layout.record(plugin);
    BasicFileAttributes attributes = disk.attributes(file);
    if (attributes == null) {
      return new RecordState.None();
    }
    if (!attributes.isRegularFile()) {
      return new RecordState.Damaged(file, "it is not a file");
    }
    try {
      return new RecordState.Present(RecordText.read(plugin, disk.read(file)));
    } catch (RecordText.DamagedException e) {
      return new RecordState.Damaged(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes this the record of its plugin, durably.
   *
   * @throws IOException when that failed: the old record or this one is on disk, nobody knows which
   *     will survive a power loss
   */
  void write(VersionRecord record) throws IOException {
    String plugin = record.plugin();
    RecordState state = read(plugin);
    if (state instanceof RecordState.Damaged damaged) {
      throw new IOException(
          "the record "
              + damaged.file()
              + " is damaged ("
              + damaged.why()
              + ") and is not overwritten; restore it from a backup, or delete it to forget the"
              + " plugin's versions");
    }
    if (state instanceof RecordState.Present present
        && present.record().generation() > record.generation()) {
      throw new IllegalArgumentException(
          plugin
              + ": generation "
              + record.generation()
              + " comes after generation "
              + present.record().generation()
              + " on disk");
    }
    Path temporary = layout.state().resolve(Layout.temporaryRecord(plugin, nonces.next()));
    try (OutputStream out = disk.writeNew(temporary)) {
      out.write(RecordText.write(record));
    }
    disk.moveAtomically(temporary, layout.record(plugin));
    disk.force(layout.state());
  }

  /** Forgets a plugin of which nothing is left, durably. */
  void delete(String plugin) throws IOException {
    disk.delete(layout.record(plugin));
    disk.force(layout.state());
  }

  void deleteTemporary(String name) throws IOException {
    disk.delete(layout.state().resolve(name));
  }

  /**
   * Makes durable what a JVM that was killed between renaming a record and forcing it left behind.
   * Before that nothing may be deleted on the word of such a record.
   */
  void confirm() throws IOException {
    disk.force(layout.state());
  }
}
