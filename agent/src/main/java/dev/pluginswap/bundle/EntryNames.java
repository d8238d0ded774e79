package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of a bundle's entries: each by itself, see {@link PathFlaw}, and all together. Two
 * names that some file system takes for one (in case or in Unicode normalisation) may not both be
 * there, be it as files or as directories on the way to files.
 */
final class EntryNames {

  private static final String SUFFIX_OF_MANIFEST = "/" + Manifest.FILE_NAME;

  private final Findings findings;

  /** By what all file systems can tell apart. */
  private final Map<String, Seen> seen = new HashMap<>();

  /** A manifest that is not at the root; null while none was seen. */
  private @Nullable String manifestElsewhere;

  private record Seen(String path, boolean directory) {}

  /**
   * @param findings where problems are noted
   */
  EntryNames(Findings findings) {
    this.findings = findings;
  }

  /**
   * The path of an entry in the bundle.
   *
   * @param name as the archive has it; may begin with {@code ./}, as tar likes it
   * @return empty if it was refused, with a problem noted, or if it is the root itself
   */
  Optional<String> accept(String name, boolean directory) {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (directory && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (directory && (path.equals(".") || (path.isEmpty() && name.startsWith("./")))) {
      return Optional.empty();
    }
    Optional<PathFlaw> flaw = PathFlaw.of(path);
    if (flaw.isPresent()) {
      findings.add(flaw.get().problem(Quoted.of(name)));
      return Optional.empty();
    }
    if (path.endsWith(SUFFIX_OF_MANIFEST) && manifestElsewhere == null) {
      manifestElsewhere = path;
    }
    return register(path, directory) ? Optional.of(path) : Optional.empty();
  }

  /** A manifest that was seen, but not at the root; null if none. */
  @Nullable String manifestElsewhere() {
    return manifestElsewhere;
  }

  private boolean register(String path, boolean directory) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (!agrees(new Seen(path.substring(0, slash), true), path)) {
        return false;
      }
    }
    return agrees(new Seen(path, directory), path);
  }

  /** Whether the entry can be there besides all that was seen; if so, it is seen now. */
  private boolean agrees(Seen entry, String where) {
    Seen other = seen.putIfAbsent(folded(entry.path()), entry);
    if (other == null) {
      return true;
    }
    if (!other.path().equals(entry.path())) {
      findings.add(
          Problem.error(
              "case-collision",
              Quoted.of(where),
              "%s and %s are one name on file systems that ignore case or Unicode form"
                  .formatted(Quoted.of(other.path()), Quoted.of(entry.path())),
              "rename one of them"));
      return false;
    }
    if (other.directory() != entry.directory()) {
      findings.add(
          Problem.error(
              "file-directory-conflict",
              Quoted.of(where),
              "%s is a file and a directory".formatted(Quoted.of(entry.path())),
              "rename one of them"));
      return false;
    }
    if (!entry.directory()) {
      findings.add(
          Problem.error(
              "duplicate-entry",
              Quoted.of(where),
              "there are two entries of this name",
              "keep one of them; which one is meant cannot be known"));
      return false;
    }
    return true;
  }

  /** Upper case first: it makes one of what only lower case would keep apart, such as ß and SS. */
  private static String folded(String path) {
    String cased =
        Normalizer.normalize(path, Normalizer.Form.NFD)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return Normalizer.normalize(cased, Normalizer.Form.NFC);
  }
}
