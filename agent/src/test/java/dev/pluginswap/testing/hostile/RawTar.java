package dev.pluginswap.testing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes tars block by block, so that everything in them can be a lie. */
final class RawTar {

  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Changes a header before its checksum is made. */
  interface Lie {
    void about(byte[] header);
  }

  /** With a manifest, so that there is nothing else to complain about. */
  static RawTar good() {
    return new RawTar().add("plugin.json", HostileBundles.MANIFEST);
  }

  RawTar add(String name, String content) {
    return entry(name, '0', "", content.getBytes(UTF_8));
  }

  RawTar entry(String name, char type, String target, byte[] content) {
    byte[] raw = name.getBytes(UTF_8);
    if (raw.length > 100) {
      entry("././@LongLink", 'L', "", Arrays.copyOf(raw, raw.length + 1));
    }
    return entry(Arrays.copyOf(raw, Math.min(raw.length, 100)), type, target, content, h -> {});
  }

  RawTar entry(byte[] name, char type, String target, byte[] content, Lie lie) {
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(content.length));
    put(header, 136, "00000000000\0");
    header[156] = (byte) type;
    put(header, 157, target);
    put(header, 257, "ustar\00000");
    lie.about(header);
    if (header[148] == 0) {
      checksum(header);
    }
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  /** A header of POSIX that says something of the next entry, or of all. */
  RawTar pax(char type, String key, String value) {
    return entry("pax", type, "", record(key + "=" + value).getBytes(UTF_8));
  }

  /** A header of POSIX that says several things of the next entry. */
  RawTar pax(String... settings) {
    String records = Arrays.stream(settings).map(RawTar::record).collect(Collectors.joining());
    return entry("pax", 'x', "", records.getBytes(UTF_8));
  }

  /** With its own length in front. */
  private static String record(String setting) {
    int rest = setting.getBytes(UTF_8).length + 2;
    int digits = String.valueOf(rest + String.valueOf(rest).length()).length();
    return "%d %s\n".formatted(rest + digits, setting);
  }

  static void checksum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
  }

  static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  byte[] tar() {
    byte[] all = Arrays.copyOf(out.toByteArray(), out.size() + 2 * BLOCK);
    return all;
  }

  byte[] bytes() {
    return gzip(tar());
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
