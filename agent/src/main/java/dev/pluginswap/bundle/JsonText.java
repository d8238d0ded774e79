package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.JsonValue.ArrayValue;
import dev.pluginswap.bundle.JsonValue.Member;
import dev.pluginswap.bundle.JsonValue.ObjectValue;
import dev.pluginswap.bundle.JsonValue.OtherValue;
import dev.pluginswap.bundle.JsonValue.Place;
import dev.pluginswap.bundle.JsonValue.StringValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a small JSON text into located values. Bounded in size and depth: anyone may have sent it.
 */
public final class JsonText {

  /** Bytes. */
  public static final int MAX_SIZE = 1 << 20;

  private static final int MAX_DEPTH = 32;

  /** Values, of all kinds: each takes a hundred times the memory of its text. */
  private static final int MAX_VALUES = 50_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_SIZE)
                  .maxNameLength(MAX_SIZE)
                  .maxDocumentLength(MAX_SIZE)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;
  private int values;

  private JsonText(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The one value of the text.
   *
   * @param file what the text is called in problems
   * @throws BundleRefusedException with the code {@code manifest-syntax} or {@code
   *     manifest-too-large}
   */
  public static JsonValue parse(byte[] utf8, String file) throws BundleRefusedException {
    if (utf8.length > MAX_SIZE) {
      throw new BundleRefusedException(
          Problem.error(
              "manifest-too-large",
              file,
              "the file has %d bytes, %d are allowed".formatted(utf8.length, MAX_SIZE),
              "keep only what describes the plugin"));
    }
    try (JsonParser parser = JSON.createParser(decode(utf8, file))) {
      return new JsonText(file, parser).located();
    } catch (IOException e) {
      throw new UncheckedIOException("a string in memory could not be read", e);
    }
  }

  private static String decode(byte[] utf8, String file) throws BundleRefusedException {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      // Editors on Windows like to put a byte order mark in front; it says nothing in UTF-8.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BundleRefusedException(syntax(file, "the file is not UTF-8"), e);
    }
  }

  private JsonValue located() throws IOException, BundleRefusedException {
    try {
      return document();
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage().lines().findFirst().orElse("");
      // What exceeds a bound has no place of its own.
      JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw new BundleRefusedException(syntax(where(place(location)), lowerFirst(message)), e);
    }
  }

  private JsonValue document() throws IOException, BundleRefusedException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new BundleRefusedException(syntax(file + ":1:1", "the file is empty"));
    }
    JsonValue value = value(first);
    if (parser.nextToken() != null) {
      throw new BundleRefusedException(
          syntax(where(here()), "there is something after the end of the value"));
    }
    return value;
  }

  private JsonValue value(JsonToken token) throws IOException, BundleRefusedException {
    Place place = here();
    values++;
    if (values > MAX_VALUES) {
      throw new BundleRefusedException(
          Problem.error(
              "manifest-too-large",
              where(place),
              "the file has more than %d values".formatted(MAX_VALUES),
              "keep only what describes the plugin"));
    }
    return switch (token) {
      case START_OBJECT -> new ObjectValue(place, members());
      case START_ARRAY -> new ArrayValue(place, elements());
      case VALUE_STRING -> new StringValue(place, unicode(parser.getText(), place));
      default -> new OtherValue(place, parser.getText());
    };
  }

  /** An escape can state half a character, which no file could hold. */
  private String unicode(String text, Place place) throws BundleRefusedException {
    if (UTF_8.newEncoder().canEncode(text)) {
      return text;
    }
    throw new BundleRefusedException(
        syntax(where(place), "the string is not Unicode: it has half of a surrogate pair"));
  }

  private List<Member> members() throws IOException, BundleRefusedException {
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place place = here();
      String name = unicode(parser.currentName(), place);
      members.add(new Member(name, place, value(parser.nextToken())));
    }
    return members;
  }

  private List<JsonValue> elements() throws IOException, BundleRefusedException {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(token));
    }
    return elements;
  }

  private String where(Place place) {
    return file + ":" + place.line() + ":" + place.column();
  }

  private Place here() {
    return place(parser.currentTokenLocation());
  }

  private static Place place(JsonLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static Problem syntax(String where, String what) {
    return Problem.error("manifest-syntax", where, what, "write one JSON object, in UTF-8");
  }

  private static String lowerFirst(String message) {
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
