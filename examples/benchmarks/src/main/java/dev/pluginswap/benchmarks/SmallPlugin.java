package dev.pluginswap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.benchmarks.plugin.Hello;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One version of a small plugin: 5 files, 20 KiB, in 4 directories. Every file differs from that of
 * any other version.
 *
 * @param files by path in the bundle, in the order of the paths
 * @param list the same files with their hashes
 */
record SmallPlugin(Map<String, byte[]> files, FileList list) {

  static final String NAME = "small";

  private static final int KIB = 1024;

  /**
   * Makes a version.
   *
   * @param number of the version; the same number makes the same bytes
   */
  static SmallPlugin of(int number, Content content) throws IOException {
    Random random = new Random(number);
    Map<String, byte[]> files = new TreeMap<>();
    files.put(
        "plugin.json",
        "{\"name\": \"%s\", \"version\": \"1.0.%d\"}\n".formatted(NAME, number).getBytes(UTF_8));
    files.put("lib/small.jar", jar(random, content));
    files.put("classes/small.properties", text(random, 4 * KIB));
    files.put("classes/texts/de.txt", text(random, 4 * KIB));
    files.put("classes/texts/en.txt", text(random, 4 * KIB));
    List<FileEntry> entries = new ArrayList<>();
    files.forEach(
        (path, bytes) ->
            entries.add(new FileEntry(path, bytes.length, Digest.ofBytes(bytes).hex())));
    return new SmallPlugin(files, FileList.of(entries));
  }

  Digest digest() {
    return list.digest();
  }

  /** Writes the bundle as a zip. */
  void zip(OutputStream out) throws IOException {
    write(files, out);
  }

  private static byte[] jar(Random random, Content content) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("small/filler.txt", text(random, 7 * KIB));
    if (content == Content.ONE_CLASS) {
      String path = Hello.class.getName().replace('.', '/') + ".class";
      entries.put(path, classFile(path));
      entries.put(
          "META-INF/services/" + Supplier.class.getName(),
          (Hello.class.getName() + "\n").getBytes(UTF_8));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(entries, bytes);
    return bytes.toByteArray();
  }

  private static byte[] classFile(String path) throws IOException {
    try (InputStream in = SmallPlugin.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  private static void write(Map<String, byte[]> entries, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry file = new ZipEntry(entry.getKey());
        file.setTime(0);
        zip.putNextEntry(file);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  /** Printable, and hardly compressible. */
  private static byte[] text(Random random, int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (i % 80 == 79 ? '\n' : ' ' + random.nextInt(95));
    }
    return text;
  }
}
