package dev.pluginswap.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name and version of a jar that does not state them as a plugin would.
 *
 * @param name a good {@linkplain PluginNames plugin name}
 * @param version a good {@linkplain Version version}
 * @param origin where they were found, for a person
 */
record JarName(String name, String version, String origin) {

  private static final int MAX_LENGTH = 64;
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(jar|zip)$", Pattern.CASE_INSENSITIVE);

  /** Words that belong to a version although they begin with a letter. */
  private static final Set<String> QUALIFIERS =
      Set.of(
          "a",
          "alpha",
          "android",
          "b",
          "beta",
          "build",
          "cr",
          "dev",
          "ea",
          "final",
          "ga",
          "incubating",
          "jre",
          "m",
          "milestone",
          "p",
          "patch",
          "pre",
          "preview",
          "rc",
          "release",
          "snapshot",
          "sp");

  /**
   * What the source knows; else what the file name says, {@code <name>-<version>.jar}; else what
   * the jar's own manifest says, with the file name standing in for a missing title.
   *
   * @return empty if there is no version to be found, or no name that can be made a plugin's name
   */
  static Optional<JarName> of(
      String fileName, @Nullable Coordinates coordinates, Attributes manifest) {
    if (coordinates != null) {
      return of(coordinates.name(), coordinates.version(), "its coordinates");
    }
    return ofFileName(fileName).or(() -> ofManifest(fileName, manifest));
  }

  /**
   * {@code log4j-1.2-api-2.17.1.jar}: the version begins at the last number that follows a word.
   */
  static Optional<JarName> ofFileName(String fileName) {
    List<String> tokens = new ArrayList<>(List.of(baseOf(fileName).split("-", -1)));
    int start = 0;
    for (int i = 1; i < tokens.size(); i++) {
      if (beginsWithDigit(tokens.get(i)) && (start == 0 || isWord(tokens.get(i - 1)))) {
        start = i;
      }
    }
    return start == 0
        ? Optional.empty()
        : of(
            String.join("-", tokens.subList(0, start)),
            String.join("-", tokens.subList(start, tokens.size())),
            "its file name");
  }

  private static Optional<JarName> ofManifest(String fileName, Attributes manifest) {
    String version = first(manifest, "Implementation-Version", "Bundle-Version");
    String title = first(manifest, "Bundle-SymbolicName", "Implementation-Title");
    if (version == null) {
      return Optional.empty();
    }
    return of(
        title == null ? baseOf(fileName) : title.split(";", 2)[0], version, "its MANIFEST.MF");
  }

  private static Optional<JarName> of(String name, String version, String origin) {
    String cleanName = cleaned(name.toLowerCase(Locale.ROOT), "[^a-z0-9._-]+", "[._-]+$");
    String cleanVersion = cleaned(version, "[^0-9A-Za-z.+_-]+", "[._+-]+$");
    return PluginNames.complaint(cleanName).isEmpty() && Version.isValid(cleanVersion)
        ? Optional.of(new JarName(cleanName, cleanVersion, origin))
        : Optional.empty();
  }

  private static String cleaned(String text, String notAllowed, String notAtEnd) {
    String allowed = text.strip().replaceAll(notAllowed, "-").replaceFirst("^[._+-]+", "");
    return allowed.substring(0, Math.min(allowed.length(), MAX_LENGTH)).replaceFirst(notAtEnd, "");
  }

  /** The file name without its extension. */
  static String baseOf(String fileName) {
    return EXTENSION.matcher(fileName).replaceFirst("");
  }

  private static @Nullable String first(Attributes manifest, String... names) {
    for (String name : names) {
      String value = manifest.getValue(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }

  private static boolean beginsWithDigit(String token) {
    return !token.isEmpty() && token.charAt(0) >= '0' && token.charAt(0) <= '9';
  }

  private static boolean isWord(String token) {
    String letters = token.toLowerCase(Locale.ROOT).replaceFirst("[0-9]+$", "");
    return !beginsWithDigit(token) && !QUALIFIERS.contains(letters);
  }
}
