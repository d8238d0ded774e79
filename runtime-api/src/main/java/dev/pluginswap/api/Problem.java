package dev.pluginswap.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that is wrong, for a person and for a program.
 *
 * @param code stable, lower-case, hyphenated name of the kind of problem, such as {@code
 *     manifest-unknown-field}: programs match on this
 * @param severity how much it matters
 * @param where the place: a file, an entry of an archive, a line and column, a class; empty when
 *     the whole bundle or plugin is meant
 * @param what what is wrong, with the value; lower case, no full stop
 * @param cure what to do about it; empty when there is nothing to do
 */
public record Problem(String code, Severity severity, String where, String what, String cure) {

  /** Rejects nulls; empty strings are fine where the parameter says so. */
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(cure, "cure");
  }

  /** A problem of severity {@link Severity#ERROR}. */
  public static Problem error(String code, String where, String what, String cure) {
    return new Problem(code, Severity.ERROR, where, what, cure);
  }

  /** A problem of severity {@link Severity#WARNING}. */
  public static Problem warning(String code, String where, String what, String cure) {
    return new Problem(code, Severity.WARNING, where, what, cure);
  }

  /** Whether this is a reason to refuse or take back. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** This problem in JDK types, names as in the record. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", code);
    map.put("severity", severity.name());
    map.put("where", where);
    map.put("what", what);
    map.put("cure", cure);
    return map;
  }

  /** The opposite of {@link #toMap()}. */
  public static Problem ofMap(Map<?, ?> map) {
    return new Problem(
        Maps.string(map, "code"),
        Severity.valueOf(Maps.string(map, "severity")),
        Maps.string(map, "where"),
        Maps.string(map, "what"),
        Maps.string(map, "cure"));
  }

  /** One line: place, what, and the cure behind an arrow. */
  @Override
  public String toString() {
    return (where.isEmpty() ? "" : where + ": ") + what + (cure.isEmpty() ? "" : " → " + cure);
  }
}
