package dev.pluginswap.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What servers answer in JSON: bounded in size and depth, no name twice in an object. */
final class SmallJson {

  /** Bytes; that of a manifest in the distribution specification. */
  static final int MAX_SIZE = 4 << 20;

  private static final int MAX_DEPTH = 32;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(MAX_SIZE)
                  .build())
          .build();

  private SmallJson() {}

  /**
   * The one object: strings, longs, booleans, lists and maps; other numbers and null are null.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat what was read
   */
  static Map<String, @Nullable Object> object(byte[] utf8) {
    try (JsonParser parser = JSON.createParser(utf8)) {
      Object value = parser.nextToken() == null ? null : value(parser);
      if (value instanceof Map<?, ?> && parser.nextToken() == null) {
        @SuppressWarnings("unchecked") // made below
        Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) value;
        return object;
      }
    } catch (JsonProcessingException e) {
      // said below; what the parser says repeats what was read
    } catch (IOException e) {
      throw new IllegalStateException("an array in memory could not be read", e);
    }
    throw new IllegalArgumentException("not one JSON object");
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? null
              : (Object) parser.getLongValue();
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<@Nullable Object> elements(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** A member that is a string; null otherwise. */
  static @Nullable String string(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : null;
  }

  /** A member that is an object; an empty one otherwise. */
  static Map<?, ?> map(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The objects of a member that is an array. */
  static List<Map<?, ?>> maps(Map<?, ?> object, String name) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (object.get(name) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> map) {
          maps.add(map);
        }
      }
    }
    return maps;
  }
}
