package dev.pluginswap.bundle;

import java.util.List;

/** A value in a JSON text, that knows where it is. */
public sealed interface JsonValue {

  /** Where the value begins. */
  Place place();

  /** As a person would call it: {@code an object}. */
  String kind();

  /**
   * @param line from 1
   * @param column from 1, in characters
   */
  record Place(int line, int column) {}

  /**
   * @param place of the name
   */
  record Member(String name, Place place, JsonValue value) {}

  /**
   * @param members in the order of the text; a name can come twice
   */
  record ObjectValue(Place place, List<Member> members) implements JsonValue {
    @Override
    public String kind() {
      return "an object";
    }
  }

  record ArrayValue(Place place, List<JsonValue> elements) implements JsonValue {
    @Override
    public String kind() {
      return "an array";
    }
  }

  record StringValue(Place place, String text) implements JsonValue {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /**
   * A number, {@code true}, {@code false} or {@code null}: nothing that a manifest has.
   *
   * @param text as it is spelt
   */
  record OtherValue(Place place, String text) implements JsonValue {
    @Override
    public String kind() {
      return text;
    }
  }
}
