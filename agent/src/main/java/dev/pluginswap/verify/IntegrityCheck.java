package dev.pluginswap.verify;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds the manifest's {@code files} against the files that were unpacked. */
public final class IntegrityCheck {

  private static final String MANIFEST = "plugin.json";

  private IntegrityCheck() {}

  /**
   * Checks; a manifest without {@code files} claims nothing and passes.
   *
   * @return all differences, by path
   */
  public static List<Problem> check(Manifest manifest, FileList files) {
    if (manifest.files().isEmpty()) {
      return List.of();
    }
    Map<String, FileEntry> unlisted = new TreeMap<>();
    for (FileEntry entry : files.entries()) {
      if (!entry.path().equals(MANIFEST)) {
        unlisted.put(entry.path(), entry);
      }
    }
    List<Problem> problems = new ArrayList<>();
    new TreeMap<>(manifest.files())
        .forEach(
            (path, expected) -> {
              FileEntry actual = unlisted.remove(path);
              if (actual == null) {
                problems.add(missing(path));
              } else if (!actual.sha256().equals(expected)) {
                problems.add(different(path, expected, actual.sha256()));
              }
            });
    unlisted.keySet().forEach(path -> problems.add(unlisted(path)));
    return problems;
  }

  private static Problem missing(String path) {
    return Problem.error(
        "file-missing",
        path,
        "plugin.json lists this file, but the bundle does not have it",
        "build the bundle again with 'pack'; if it was downloaded, download it again");
  }

  private static Problem different(String path, String expected, String actual) {
    return Problem.error(
        "file-hash-mismatch",
        path,
        "plugin.json says sha256 %s…, but the file has %s…"
            .formatted(expected.substring(0, 12), actual.substring(0, 12)),
        "the file was changed or damaged after the bundle was built: get the bundle again, or build it"
            + " again with 'pack'");
  }

  private static Problem unlisted(String path) {
    return Problem.error(
        "file-unlisted",
        path,
        "the bundle has this file, but plugin.json does not list it under 'files'",
        "list every file or none: 'pack' does it");
  }
}
