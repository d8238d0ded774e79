package dev.pluginswap.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes a manifest as canonical {@code plugin.json}. */
final class ManifestWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private ManifestWriter() {}

  static String write(Manifest manifest) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(printer());
      json.writeStartObject();
      json.writeStringField("name", manifest.name());
      json.writeStringField("version", manifest.version());
      if (manifest.entry() != null) {
        json.writeStringField("entry", manifest.entry());
      }
      requires(manifest, json);
      array("services", manifest.services(), json);
      if (manifest.handover() != Handover.OVERLAP) {
        json.writeStringField("handover", manifest.handover().text());
      }
      if (manifest.probation() != null) {
        json.writeStringField("probation", Durations.text(manifest.probation()));
      }
      array("unload", manifest.unload(), json);
      waivers(manifest.waivers(), json);
      if (!manifest.files().isEmpty()) {
        json.writeObjectFieldStart("files");
        for (Map.Entry<String, String> file : manifest.files().entrySet()) {
          json.writeStringField(file.getKey(), ManifestReader.HASH_PREFIX + file.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a string in memory could not be written", e);
    }
    return text.toString();
  }

  private static void requires(Manifest manifest, JsonGenerator json) throws IOException {
    if (manifest.java() == null && manifest.workspace().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("requires");
    if (manifest.java() != null) {
      json.writeStringField("java", manifest.java().toString());
    }
    if (!manifest.workspace().isEmpty()) {
      json.writeObjectFieldStart("workspace");
      for (Map.Entry<String, VersionRange> api : manifest.workspace().entrySet()) {
        json.writeStringField(api.getKey(), api.getValue().toString());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void waivers(List<Waiver> waivers, JsonGenerator json) throws IOException {
    if (waivers.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("waivers");
    for (Waiver waiver : waivers) {
      json.writeStartObject();
      json.writeStringField("package", waiver.packages().text());
      json.writeStringField("reason", waiver.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void array(String name, List<String> values, JsonGenerator json)
      throws IOException {
    if (values.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** A printer has state, so each writing needs its own. */
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }
}
