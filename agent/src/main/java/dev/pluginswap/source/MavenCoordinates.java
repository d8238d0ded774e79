package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An artifact of a Maven repository, as an operator names it: {@code
 * mvn:group:artifact[:version[:classifier]]}.
 *
 * @param group the groupId
 * @param artifact the artifactId
 * @param version a version, a range such as {@code [1.2,2)}, {@code LATEST} or {@code RELEASE};
 *     {@code RELEASE} when none is written
 * @param classifier empty for the main artifact
 */
public record MavenCoordinates(String group, String artifact, String version, String classifier) {

  static final String SCHEME = "mvn:";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Of a classifier and of a version that is none of the special ones: it becomes a path. */
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.+-]+");

  private static final Pattern RANGE = Pattern.compile("[\\[(][A-Za-z0-9_.+,\\[\\]() -]*[\\])]");

  static boolean isNamedBy(String source) {
    return source.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads what was written.
   *
   * @throws BundleRefusedException with the code {@code maven-bad-coordinates}
   */
  static MavenCoordinates parse(String source) throws BundleRefusedException {
    String[] parts = source.substring(SCHEME.length()).split(":", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw bad(source, "it has %d parts".formatted(parts.length));
    }
    String version = parts.length < 3 || parts[2].isBlank() ? "RELEASE" : parts[2].strip();
    String classifier = parts.length < 4 ? "" : parts[3];
    if (version.equals("latest") || version.equals("release")) {
      version = version.toUpperCase(Locale.ROOT);
    }
    for (String name : List.of(parts[0], parts[1])) {
      if (!isName(name, NAME)) {
        throw bad(source, "'%s' is no name".formatted(name));
      }
    }
    if (!isName(version, VERSION) && !RANGE.matcher(version).matches()) {
      throw bad(source, "'%s' is neither a version nor a range".formatted(version));
    }
    if (!classifier.isEmpty() && !isName(classifier, VERSION)) {
      throw bad(source, "'%s' is no classifier".formatted(classifier));
    }
    return new MavenCoordinates(parts[0], parts[1], version, classifier);
  }

  /** Names become directories of the local repository. */
  private static boolean isName(String text, Pattern pattern) {
    return pattern.matcher(text).matches() && !text.contains("..") && !text.equals(".");
  }

  /** Whether the version is one of several that fit. */
  public boolean isRange() {
    return version.startsWith("[") || version.startsWith("(");
  }

  /** As an operator writes it. */
  @Override
  public String toString() {
    return SCHEME
        + group
        + ":"
        + artifact
        + ":"
        + version
        + (classifier.isEmpty() ? "" : ":" + classifier);
  }

  private static BundleRefusedException bad(String source, String why) {
    return new BundleRefusedException(
        List.of(
            Problem.error(
                "maven-bad-coordinates",
                source,
                "this does not name an artifact of a Maven repository: " + why,
                "write mvn:group:artifact[:version[:classifier]], the version as 1.2.3, as a range"
                    + " such as [1.2,2), LATEST or RELEASE")));
  }
}
