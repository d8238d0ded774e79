package dev.pluginswap.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Function;

/** The links that lead to version directories. Where there can be none, nothing is done. */
final class Views {
  private final Layout layout;
  private final Disk disk;
  private final Nonces nonces;
  private final boolean supported;

  Views(Layout layout, Disk disk, Nonces nonces, boolean supported) {
    this.layout = layout;
    this.disk = disk;
    this.nonces = nonces;
    this.supported = supported;
  }

  boolean supported() {
    return supported;
  }

  /** Makes the plugin's view lead to this version, in one step. */
  void switchTo(VersionId id) throws IOException {
    Path view = layout.view(id.plugin());
    link(view, id, Layout.viewTarget(id), Layout::ofViewTarget);
  }

  /** What stands where the plugin's view belongs and was not made here; empty when nothing does. */
  Optional<Path> blocking(String plugin) throws IOException {
    Path view = layout.view(plugin);
    if (!supported) {
      return Optional.empty();
    }
    try {
      ownLink(view, Layout::ofViewTarget);
      return Optional.empty();
    } catch (FileAlreadyExistsException e) {
      return Optional.of(view);
    }
  }

  void removeView(String plugin) throws IOException {
    remove(layout.view(plugin), Layout::ofViewTarget);
  }

  void addSnapshot(VersionId id) throws IOException {
    link(layout.snapshot(id), id, Layout.snapshotTarget(id), Layout::ofSnapshotTarget);
  }

  void removeSnapshot(VersionId id) throws IOException {
    remove(layout.snapshot(id), Layout::ofSnapshotTarget);
  }

  private void link(
      Path link, VersionId id, String target, Function<String, Optional<VersionId>> reader)
      throws IOException {
    if (!supported || ownLink(link, reader).equals(Optional.of(id))) {
      return;
    }
    // Made aside and moved into place, so that a reader finds the old or the new one, never none.
    Path aside = layout.staging().resolve("link." + nonces.next());
    // Not forced: a link that a power loss undoes is made again from the record.
    disk.createLink(aside, target);
    disk.moveAtomically(aside, link);
  }

  private void remove(Path link, Function<String, Optional<VersionId>> reader) throws IOException {
    if (supported && ownLink(link, reader).isPresent()) {
      disk.delete(link);
    }
  }

  /**
   * The version that a link leads to; empty when nothing is there.
   *
   * @throws FileAlreadyExistsException when something is there that the store did not make
   */
  private Optional<VersionId> ownLink(Path link, Function<String, Optional<VersionId>> reader)
      throws IOException {
    BasicFileAttributes attributes = disk.attributes(link);
    if (attributes == null) {
      return Optional.empty();
    }
    Optional<VersionId> id =
        attributes.isSymbolicLink() ? reader.apply(disk.readLink(link)) : Optional.empty();
    if (id.isEmpty()) {
      throw new FileAlreadyExistsException(
          link.toString(), null, "not a link of this store; move it out of the way");
    }
    return id;
  }
}
