package dev.pluginswap.install;

import dev.pluginswap.api.Problem;
import dev.pluginswap.source.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Makes a version of a bundle that an operator unzipped where the plugin's view belongs: an install
 * from there, after which the directory is moved aside.
 */
final class Adoption {

  private Adoption() {}

  /**
   * Whether a directory looks like a bundle; anything else that lies there is nobody's business.
   */
  static boolean isBundle(Path directory) {
    Path manifest = directory.resolve("plugin.json");
    try {
      return Files.readAttributes(manifest, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true; // and adopting it says why it cannot be read
    }
  }

  /** The transaction that adopts it. */
  static InstallTransaction of(Parts parts, Path directory, boolean dryRun) {
    String name = directory.getFileName().toString();
    Origin origin =
        new Origin(
            directory.toString(),
            (scratch, deadline, progress, known) -> new Fetched(directory, name, null),
            Course.ADOPT);
    return new InstallTransaction(
        parts,
        origin.source(),
        origin,
        Limits.of(parts.settings()),
        dryRun ? "verify" : "adopt",
        Permissions.OF_THE_OPERATOR,
        dryRun);
  }

  /** What is wrong when the bundle does not name the plugin whose place it takes. */
  static List<Problem> misplaced(Path directory, String plugin) {
    return List.of(
        Problem.error(
            "adopt-other-name",
            directory.toString(),
            "this directory holds the plugin '%s'".formatted(plugin),
            "call the directory '%s', or move it out of the plugins directory and install it from there"
                .formatted(plugin)));
  }
}
