package dev.pluginswap.benchmarks.peers;

import java.nio.file.Path;

/**
 * The plugin that everybody loads.
 *
 * @param directory where its jars are, by {@link Kind#directory}
 * @param classes how many classes it has beside the entry that each kind asks for, at least 1
 * @param versions how many versions of it there are
 */
record Subject(Path directory, int classes, int versions) {

  /** Its name, for those who name plugins. */
  static final String NAME = "subject";

  /**
   * The jar of one version.
   *
   * @param version from 1
   */
  Path jar(Kind kind, int version) {
    if (version < 1 || version > versions) {
      throw new IllegalArgumentException(
          "there is no version " + version + " of the subject, it has " + versions);
    }
    return directory.resolve(kind.directory()).resolve(NAME + "-" + version + ".0.0.jar");
  }
}
