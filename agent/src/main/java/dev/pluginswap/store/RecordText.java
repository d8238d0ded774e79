package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pluginswap.bundle.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as the bytes of its file: lines in a fixed order, the last one the SHA-256 of all before
 * it. There is exactly one text for a record, and nothing else is accepted.
 */
final class RecordText {
  private static final String HEADER = "plugin-swap record 1";
  private static final String NONE = "-";

  private RecordText() {}

  /** The bytes are not those of a record; the message says why. */
  static final class DamagedException extends Exception {
    DamagedException(String message) {
      super(message);
    }
  }

  static byte[] write(VersionRecord record) {
    StringBuilder text = new StringBuilder();
    text.append(HEADER).append('\n');
    text.append("plugin ").append(record.plugin()).append('\n');
    text.append("generation ").append(record.generation()).append('\n');
    text.append("current ").append(orNone(record.current())).append('\n');
    text.append("previous ").append(orNone(record.previous())).append('\n');
    for (Retained version : record.retained()) {
      text.append("retained ").append(version.digest()).append(' ').append(version.retiredAt());
      text.append('\n');
    }
    Digest checksum = Digest.ofBytes(bytes(text)); // of the lines above alone
    text.append("checksum ").append(checksum).append('\n');
    return bytes(text);
  }

  /**
   * Reads the record of a plugin.
   *
   * @param plugin whose record it must be
   */
  static VersionRecord read(String plugin, byte[] bytes) throws DamagedException {
    // Every byte is one character, so that no two different files decode to the same text.
    List<String> lines = List.of(new String(bytes, ISO_8859_1).split("\n", -1));
    if (!lines.get(0).equals(HEADER)) {
      throw new DamagedException("the first line is not '" + HEADER + "'");
    }
    if (lines.size() < 7 || !lines.get(lines.size() - 1).isEmpty()) {
      throw new DamagedException("it is cut short: " + bytes.length + " bytes");
    }
    String checksum = lines.get(lines.size() - 2);
    byte[] content = Arrays.copyOf(bytes, bytes.length - checksum.length() - 1);
    // Before anything is made of the content: what a damaged record seems to say misleads.
    if (!checksum.equals("checksum " + Digest.ofBytes(content))) {
      throw new DamagedException("the checksum does not match the content");
    }
    try {
      VersionRecord record = record(lines.subList(1, lines.size() - 2));
      if (!Arrays.equals(write(record), bytes)) {
        throw new DamagedException("it is not how this record is written");
      }
      if (!record.plugin().equals(plugin)) {
        throw new DamagedException("it is the record of another plugin, '" + record.plugin() + "'");
      }
      return record;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DamagedException("it makes no sense: " + e.getMessage());
    }
  }

  private static VersionRecord record(List<String> lines) throws DamagedException {
    List<Retained> retained = new ArrayList<>();
    for (String line : lines.subList(4, lines.size())) {
      String[] words = value(line, "retained").split(" ", 2);
      if (words.length < 2) {
        throw new DamagedException("a retained version has no time");
      }
      retained.add(new Retained(new Digest(words[0]), Instant.parse(words[1])));
    }
    return new VersionRecord(
        value(lines.get(0), "plugin"),
        Long.parseLong(value(lines.get(1), "generation")),
        digest(value(lines.get(2), "current")),
        digest(value(lines.get(3), "previous")),
        retained);
  }

  private static String value(String line, String key) throws DamagedException {
    if (!line.startsWith(key + " ")) {
      throw new DamagedException("a line does not start with '" + key + "'");
    }
    return line.substring(key.length() + 1);
  }

  private static @Nullable Digest digest(String value) {
    return value.equals(NONE) ? null : new Digest(value);
  }

  private static String orNone(@Nullable Digest digest) {
    return digest == null ? NONE : digest.hex();
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(ISO_8859_1);
  }
}
