package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.api.VersionRef;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.store.Integrity;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.store.RecordState;
import dev.pluginswap.store.VersionRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the plugins directory says of a plugin, and refuses where it says nothing good. */
final class Records {

  private Records() {}

  /**
   * The plugin's record.
   *
   * @return null for a plugin that was never here
   * @throws BundleRefusedException if the record is damaged: fail closed
   */
  static @Nullable VersionRecord read(PluginStore store, String plugin)
      throws IOException, BundleRefusedException {
    RecordState state = store.record(plugin);
    if (state instanceof RecordState.Damaged damaged) {
      throw new BundleRefusedException(List.of(damaged(damaged)));
    }
    return state instanceof RecordState.Present present ? present.record() : null;
  }

  static Problem damaged(RecordState.Damaged damaged) {
    return Problem.error(
        "record-damaged",
        damaged.file().toString(),
        "the record of the live version is damaged: " + damaged.why(),
        "restore the file from a backup, or delete it and install the plugin again;"
            + " nothing of this plugin is deleted meanwhile");
  }

  /**
   * Opens a version that is on disk, whole.
   *
   * @throws BundleRefusedException if it is missing or its files are not what was sealed
   */
  static Bundle openIntact(PluginStore store, String plugin, Digest digest)
      throws IOException, BundleRefusedException {
    List<Problem> damage = damage(store, plugin, digest, store.check(plugin, digest));
    if (!damage.isEmpty()) {
      throw new BundleRefusedException(damage);
    }
    return Bundle.open(store.versionDirectory(plugin, digest));
  }

  /** What is wrong with the files of a version; empty when they are whole. */
  static List<Problem> damage(
      PluginStore store, String plugin, Digest digest, Integrity integrity) {
    if (integrity instanceof Integrity.Damaged damaged) {
      return damaged.problems();
    }
    if (integrity instanceof Integrity.Missing) {
      return List.of(
          Problem.error(
              "version-missing",
              store.versionDirectory(plugin, digest).toString(),
              "version %s of %s is not on disk any more".formatted(digest.shortForm(), plugin),
              "install it again from its source"));
    }
    return List.of();
  }

  /**
   * Names a version for people. A version that cannot be read is still named, by its digest: this
   * is for display, and the damage itself is reported where it matters.
   */
  static VersionRef describe(PluginStore store, String plugin, Digest digest) {
    try {
      String version = Bundle.open(store.versionDirectory(plugin, digest)).manifest().version();
      return new VersionRef(version, digest.hex());
    } catch (IOException | BundleRefusedException e) {
      return new VersionRef("unreadable", digest.hex());
    }
  }

  static @Nullable VersionRef describeOrNull(
      PluginStore store, String plugin, @Nullable Digest digest) {
    return digest == null ? null : describe(store, plugin, digest);
  }

  /** All versions that are kept beside the live one, newest first. */
  static List<VersionRef> retained(PluginStore store, VersionRecord record) {
    List<VersionRef> versions = new ArrayList<>();
    record.retained().stream()
        .sorted((a, b) -> b.retiredAt().compareTo(a.retiredAt()))
        .forEach(kept -> versions.add(describe(store, record.plugin(), kept.digest())));
    return versions;
  }

  /** Whether the record keeps the version on disk. */
  static boolean references(@Nullable VersionRecord record, Digest digest) {
    return record != null
        && (digest.equals(record.current())
            || digest.equals(record.previous())
            || record.retained().stream().anyMatch(kept -> kept.digest().equals(digest)));
  }
}
