package dev.pluginswap.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a plugin, of a workspace API or of Java: 1 to 64 of {@code 0-9 A-Z a-z . + _ -},
 * the first a digit or letter.
 *
 * <p>The order is that of Semantic Versioning, made to fit what is out there. What follows the
 * first {@code +} does not count. What follows the first {@code -} is a pre-release. Both the
 * release and the pre-release are taken apart into numbers and words, at {@code . _ -} and where
 * digits meet letters. Then:
 *
 * <ol>
 *   <li>Releases are compared part by part: numbers as numbers, words without regard to case. A
 *       missing part is 0, and a word stands between 0 and 1. So {@code 1.0 = 1.0.0 < 1.0.Final <
 *       1.0.1 < 1.9 < 1.10}.
 *   <li>Of equal releases, one with a pre-release comes before one without: {@code 1.0-beta < 1.0}.
 *   <li>Pre-releases are compared part by part; a number comes before a word, and nothing before
 *       something: {@code alpha < alpha.1 < alpha.beta < beta < beta.2 < beta.11 < rc.1}.
 * </ol>
 *
 * <p>Two versions are equal if neither comes before the other, however they are spelt.
 */
public final class Version implements Comparable<Version> {

  /** The form of a version, as the JSON Schema has it. */
  static final String FORM = "[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}";

  static final String VALID_FORM =
      "1 to 64 of 0-9, A-Z, a-z, '.', '+', '_' and '-', beginning with a digit or letter";

  private static final Pattern VALID = Pattern.compile(FORM);
  private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+");
  private static final Part ZERO = Part.of("0");

  private final String text;

  /** Without zeros at its end, so that equal releases are equal lists. */
  private final List<Part> release;

  /** Empty when this is not a pre-release. */
  private final List<Part> preRelease;

  private Version(String text) {
    this.text = text;
    String counted = text.split("\\+", 2)[0];
    int dash = counted.indexOf('-');
    release = parts(dash < 0 ? counted : counted.substring(0, dash));
    while (!release.isEmpty() && release.get(release.size() - 1).equals(ZERO)) {
      release.remove(release.size() - 1);
    }
    preRelease = dash < 0 ? List.of() : parts(counted.substring(dash + 1));
  }

  /**
   * The version that the text states.
   *
   * @throws IllegalArgumentException if it does not have the form of a version
   */
  public static Version parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "'%s' is not a version; a version is %s".formatted(text, VALID_FORM));
    }
    return new Version(text);
  }

  /** Whether the text has the form of a version. */
  public static boolean isValid(String text) {
    return VALID.matcher(text).matches();
  }

  boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  /** As {@link #compareTo}, but without regard to pre-releases. */
  int compareRelease(Version other) {
    int length = Math.max(release.size(), other.release.size());
    for (int i = 0; i < length; i++) {
      int order = part(release, i).compareInRelease(part(other.release, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Whether the release begins with the parts of the other's as it is spelt: 2.1.3 with 2.1. */
  boolean isReleaseWithin(Version prefix) {
    String counted = prefix.text.split("\\+", 2)[0];
    List<Part> spelt = parts(counted);
    for (int i = 0; i < spelt.size(); i++) {
      if (part(release, i).compareInRelease(spelt.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Version other) {
    int order = compareRelease(other);
    if (order != 0) {
      return order;
    }
    if (isPreRelease() != other.isPreRelease()) {
      return isPreRelease() ? -1 : 1;
    }
    int common = Math.min(preRelease.size(), other.preRelease.size());
    for (int i = 0; i < common; i++) {
      order = preRelease.get(i).compareInPreRelease(other.preRelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(preRelease.size(), other.preRelease.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version version
        && release.equals(version.release)
        && preRelease.equals(version.preRelease);
  }

  @Override
  public int hashCode() {
    return 31 * release.hashCode() + preRelease.hashCode();
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }

  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      parts.add(Part.of(matcher.group()));
    }
    return parts;
  }

  private static Part part(List<Part> parts, int index) {
    return index < parts.size() ? parts.get(index) : ZERO;
  }
}
