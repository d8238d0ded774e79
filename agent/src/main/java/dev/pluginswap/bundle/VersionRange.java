package dev.pluginswap.bundle;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which versions will do: one or more conditions, separated by spaces, that must all hold; 256
 * characters at most. A condition is an operator directly before a version, or a version alone.
 *
 * <ul>
 *   <li>{@code >=2.1}, {@code >2.1}, {@code <=2.1}: in the order of {@link Version}.
 *   <li>{@code <3}: in that order too, but pre-releases of 3 are not below it, since they already
 *       break what 3 breaks; {@code <3-beta} means what it says.
 *   <li>{@code =2.1}: equal in that order, so 2.1.0 but not 2.1.1.
 *   <li>{@code 2.1}: 2.1 and all that begins with it: 2.1.0, 2.1.7, but not 2.10, nor the
 *       pre-release 2.1-beta. {@code 2.1-beta}, alone, is {@code =2.1-beta}.
 * </ul>
 *
 * <p>Two ranges are equal if they are spelt alike.
 */
public final class VersionRange {

  private static final String CONDITION = "(?:>=|<=|>|<|=)?" + Version.FORM;

  /** The form of a range, as the JSON Schema has it. */
  static final String FORM = CONDITION + "(?: +" + CONDITION + ")*";

  static final String VALID_FORM =
      "one or more of >=V, >V, <=V, <V, =V or V, separated by spaces, such as '>=2.1 <3', in 256 characters";

  /** Characters. Matching costs stack by length, and anyone may have written the text. */
  private static final int MAX_LENGTH = 256;

  private static final Pattern VALID = Pattern.compile(FORM);
  private static final Pattern PARTS = Pattern.compile("(>=|<=|>|<|=)?(.+)");

  private final String text;
  private final List<Condition> conditions;

  private VersionRange(String text) {
    this.text = text;
    this.conditions = Stream.of(text.split(" +")).map(Condition::parse).toList();
  }

  /**
   * The range that the text states.
   *
   * @throws IllegalArgumentException if it does not have the form of a range
   */
  public static VersionRange parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "'%s' is not a range of versions; a range is %s".formatted(text, VALID_FORM));
    }
    return new VersionRange(text);
  }

  static boolean isValid(String text) {
    return text.length() <= MAX_LENGTH && VALID.matcher(text).matches();
  }

  /** Whether the version will do. */
  public boolean contains(Version version) {
    return conditions.stream().allMatch(condition -> condition.holdsFor(version));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionRange range && text.equals(range.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * @param operator empty for a version alone
   */
  private record Condition(String operator, Version bound) {

    static Condition parse(String text) {
      Matcher matcher = PARTS.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("'" + text + "' is not a condition on a version");
      }
      String operator = matcher.group(1);
      return new Condition(operator == null ? "" : operator, Version.parse(matcher.group(2)));
    }

    boolean holdsFor(Version version) {
      int order = version.compareTo(bound);
      return switch (operator) {
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case "<" -> bound.isPreRelease() ? order < 0 : version.compareRelease(bound) < 0;
        case "=" -> order == 0;
        case "" -> bound.isPreRelease() ? order == 0 : order >= 0 && version.isReleaseWithin(bound);
        default -> throw new IllegalStateException("unknown operator '" + operator + "'");
      };
    }
  }
}
