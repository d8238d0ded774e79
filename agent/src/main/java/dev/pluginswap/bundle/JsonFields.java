package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.JsonValue.Member;
import dev.pluginswap.bundle.JsonValue.ObjectValue;
import dev.pluginswap.bundle.JsonValue.Place;
import dev.pluginswap.bundle.JsonValue.StringValue;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes located values apart, and notes everything that is not as it must be. */
public final class JsonFields {

  /** Edits from an unknown name to a known one, at most, for a suggestion. */
  private static final int NEAR = 3;

  /** Problems that are noted of one file; whoever has mended these can ask again. */
  private static final int MOST = 100;

  private final String file;
  private final List<Problem> problems;

  /**
   * @param file what the text is called in problems
   * @param problems where they are noted
   */
  public JsonFields(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Notes a problem. */
  public void problem(String code, Place place, String what, String cure) {
    if (problems.size() < MOST) {
      problems.add(
          Problem.error(code, file + ":" + place.line() + ":" + place.column(), what, cure));
    }
  }

  /** Notes that a field has another type than it must have. */
  public void wrongType(String field, JsonValue value, String wanted) {
    problem(
        "manifest-wrong-type",
        value.place(),
        "%s is %s, but must be %s".formatted(Quoted.of(field), value.kind(), wanted),
        value instanceof JsonValue.OtherValue other && wanted.equals("a string")
            ? "write it in quotes: \"%s\"".formatted(other.text())
            : "write %s".formatted(wanted));
  }

  /** The value as a string; empty, with a problem noted, if it is none. */
  public Optional<StringValue> string(String field, JsonValue value) {
    if (value instanceof StringValue string) {
      return Optional.of(string);
    }
    wrongType(field, value, "a string");
    return Optional.empty();
  }

  /** The members of an object that has only these fields; the first one counts of two alike. */
  public Map<String, Member> fields(String object, JsonValue value, List<String> known) {
    Map<String, Member> fields = members(object, value);
    fields
        .values()
        .forEach(
            member -> {
              if (!known.contains(member.name())) {
                problem(
                    "manifest-unknown-field",
                    member.place(),
                    "%s is not a field of %s".formatted(Quoted.of(member.name()), object),
                    cureOf(member.name(), known));
              }
            });
    fields.keySet().retainAll(known);
    return fields;
  }

  /** The members of an object with any names; the first one counts of two alike. */
  public Map<String, Member> members(String object, JsonValue value) {
    Map<String, Member> members = new LinkedHashMap<>();
    if (!(value instanceof ObjectValue objectValue)) {
      wrongType(object, value, "an object");
      return members;
    }
    for (Member member : objectValue.members()) {
      Member first = members.putIfAbsent(member.name(), member);
      if (first != null) {
        problem(
            "manifest-duplicate-field",
            member.place(),
            "%s is there twice, first in line %d"
                .formatted(Quoted.of(member.name()), first.place().line()),
            "remove one of them");
      }
    }
    return members;
  }

  private static String cureOf(String unknown, List<String> known) {
    String all = "known are " + String.join(", ", known);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(unknown, name)))
        .filter(nearest -> distance(unknown, nearest) <= Math.min(NEAR, nearest.length() - 1))
        .map(nearest -> "did you mean '%s'? %s".formatted(nearest, all))
        .orElse("remove it; " + all);
  }

  /** Edits (insert, delete, replace a character) that lead from one to the other. */
  private static int distance(String from, String to) {
    if (from.length() > 2 * to.length() + NEAR) {
      return from.length(); // far enough, and a name can be as long as the file
    }
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(diagonal, row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
