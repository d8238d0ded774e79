package dev.pluginswap.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where things are under the plugins directory, and what the links among them say. */
record Layout(Path root) {
  static final String MANIFEST = ".manifest";
  static final String COMPLETE = ".complete";
  private static final String VERSIONS = ".versions";

  /** The store's own directories, in the order in which they are made. */
  List<Path> directories() {
    return List.of(versions(), staging(), previous(), state(), leases(), data(), config());
  }

  Path versions() {
    return root.resolve(VERSIONS);
  }

  Path staging() {
    return root.resolve(".staging");
  }

  Path previous() {
    return root.resolve(".previous");
  }

  Path state() {
    return root.resolve(".state");
  }

  Path leases() {
    return root.resolve(".leases");
  }

  /** Where directories go that were unzipped by hand and have become versions; made when needed. */
  Path adopted() {
    return root.resolve(".adopted");
  }

  Path data() {
    return root.resolve(".data");
  }

  Path config() {
    return root.resolve(".config");
  }

  Path lock() {
    return root.resolve(".lock");
  }

  Path version(VersionId id) {
    return versions().resolve(id.fileName());
  }

  Path record(String plugin) {
    return state().resolve(VersionId.checkPlugin(plugin));
  }

  Path view(String plugin) {
    return root.resolve(VersionId.checkPlugin(plugin));
  }

  Path snapshot(VersionId id) {
    return previous().resolve(id.fileName());
  }

  static String viewTarget(VersionId id) {
    return VERSIONS + "/" + id.fileName();
  }

  static String snapshotTarget(VersionId id) {
    return "../" + viewTarget(id);
  }

  /** The version that a view with this text leads to; empty when the store did not make it. */
  static Optional<VersionId> ofViewTarget(String text) {
    String unix = text.replace('\\', '/');
    return unix.startsWith(VERSIONS + "/")
        ? VersionId.ofFileName(unix.substring(VERSIONS.length() + 1))
        : Optional.empty();
  }

  /** The version that a snapshot with this text leads to; empty when the store did not make it. */
  static Optional<VersionId> ofSnapshotTarget(String text) {
    return text.startsWith("..") && text.length() > 3
        ? ofViewTarget(text.substring(3))
        : Optional.empty();
  }

  /**
   * The name of a record that is being written. No plugin's name starts with a dot, so it can never
   * be taken for a record.
   */
  static String temporaryRecord(String plugin, String nonce) {
    return "." + plugin + "." + nonce + ".new";
  }

  static boolean isTemporaryRecord(String name) {
    return name.matches("\\.[a-z0-9][a-z0-9._-]{0,63}\\.[0-9a-f]{16}\\.new");
  }
}
