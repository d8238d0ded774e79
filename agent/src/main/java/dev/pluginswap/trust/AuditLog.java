package dev.pluginswap.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A file that is only ever added to, one JSON object a line. When it has grown too large it becomes
 * {@code audit.1.jsonl}, that one {@code audit.2.jsonl}, and so on; the oldest goes.
 *
 * <p>Several JVMs may write the same log: each takes a lock for a line. Safe for use by any thread.
 */
public final class AuditLog {

  private static final JsonFactory JSON = new JsonFactory();

  private final Path directory;
  private final long maxBytes;
  private final int kept;

  /**
   * Writes into a directory, which is made when the first line is.
   *
   * @param maxBytes size from which on a file is put aside
   * @param kept how many files are kept beside the current one
   */
  public AuditLog(Path directory, long maxBytes, int kept) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.kept = kept;
  }

  /**
   * Adds a line.
   *
   * @param fields strings, numbers, lists of strings; nothing is written of what is null
   * @param durable whether to return only when it is on disk
   * @throws IOException if it cannot be written; then a part of the line may be there, which the
   *     next line begins a line of its own after
   */
  public synchronized void write(Map<String, ?> fields, boolean durable) throws IOException {
    byte[] line = line(fields);
    Files.createDirectories(directory);
    try (FileChannel lock =
            FileChannel.open(
                directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      append(line, durable && held.isValid());
    }
  }

  private void append(byte[] line, boolean durable) throws IOException {
    Path current = file(0);
    if (Files.exists(current, LinkOption.NOFOLLOW_LINKS)
        && Files.size(current) + line.length > maxBytes) {
      rotate();
    }
    try (FileChannel file =
        FileChannel.open(
            current,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      long end = file.size();
      ByteBuffer bytes = ByteBuffer.wrap(endsWithinALine(file, end) ? after(line) : line);
      file.position(end);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      if (durable) {
        file.force(true);
      }
    }
  }

  /** Whether the last write was cut off, by a crash or a full disk. */
  private static boolean endsWithinALine(FileChannel file, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return end > 0 && file.read(last, end - 1) == 1 && last.get(0) != '\n';
  }

  private static byte[] after(byte[] line) {
    byte[] separated = new byte[line.length + 1];
    separated[0] = '\n';
    System.arraycopy(line, 0, separated, 1, line.length);
    return separated;
  }

  private void rotate() throws IOException {
    for (int i = kept - 1; i >= 0; i--) {
      if (Files.exists(file(i), LinkOption.NOFOLLOW_LINKS)) {
        Files.move(file(i), file(i + 1), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private Path file(int number) {
    return directory.resolve(number == 0 ? "audit.jsonl" : "audit.%d.jsonl".formatted(number));
  }

  private static byte[] line(Map<String, ?> fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        write(json, field.getKey(), field.getValue());
      }
      json.writeEndObject();
    }
    return text.append('\n').toString().getBytes(UTF_8);
  }

  private static void write(JsonGenerator json, String name, Object value) throws IOException {
    if (value == null) {
      return;
    }
    json.writeFieldName(name);
    if (value instanceof List<?> elements) {
      json.writeStartArray();
      for (Object element : elements) {
        json.writeString(element.toString());
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }
}
