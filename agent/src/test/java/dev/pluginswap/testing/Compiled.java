package dev.pluginswap.testing;

import dev.pluginswap.bundle.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What was compiled once, in this JVM or another one: tests that try each failure of an install
 * need the same plugin hundreds of times, and in a JVM of its own a test waits longer for the
 * compiler than for what it tests. In {@code target/compiled}, by a hash of everything that is
 * compiled and compiled with, and of the JDK.
 */
final class Compiled {

  private static final Map<String, Map<String, byte[]>> KNOWN = new ConcurrentHashMap<>();

  /** Hashes of the build's own classes, which do not change while tests run. */
  private static final Map<Path, String> OWN = new ConcurrentHashMap<>();

  private Compiled() {}

  /**
   * Class files by their path in a jar, the caller's own.
   *
   * @param own directories of classes of the build
   * @param given jars and directories of classes besides, which may be others the next time
   * @param compiler asked if nobody has compiled it yet
   */
  static Map<String, byte[]> of(
      Map<String, String> sources,
      List<Path> own,
      List<Path> given,
      Supplier<Map<String, byte[]>> compiler) {
    String key = key(sources, own, given);
    Map<String, byte[]> copy = new TreeMap<>();
    KNOWN
        .computeIfAbsent(key, missing -> onDisk(missing, compiler))
        .forEach((path, code) -> copy.put(path, code.clone()));
    return copy;
  }

  private static Map<String, byte[]> onDisk(String key, Supplier<Map<String, byte[]>> compiler) {
    Path file = ForkedJvm.moduleDirectory().resolve("target/compiled").resolve(key + ".zip");
    try {
      try {
        return read(Files.readAllBytes(file));
      } catch (NoSuchFileException e) {
        Map<String, byte[]> compiled = compiler.get();
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), key, ".draft");
        Files.write(draft, PluginJars.bytes(compiled));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return compiled;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> read(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static String key(Map<String, String> sources, List<Path> own, List<Path> given) {
    MessageDigest hash = Digest.sha256();
    add(hash, Runtime.version().toString());
    new TreeMap<>(sources)
        .forEach(
            (name, code) -> {
              add(hash, name);
              add(hash, code);
            });
    for (Path directory : own) {
      add(hash, OWN.computeIfAbsent(directory, Compiled::directory));
    }
    for (Path element : given) {
      add(hash, Files.isDirectory(element) ? directory(element) : jar(element));
    }
    return Digest.of(hash.digest()).hex();
  }

  private static String jar(Path jar) {
    try {
      return Digest.ofBytes(Files.readAllBytes(jar)).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String directory(Path directory) {
    MessageDigest hash = Digest.sha256();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted().toList()) {
        if (Files.isRegularFile(file)) {
          add(hash, file.toString());
          add(hash, Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Digest.of(hash.digest()).hex();
  }

  private static void add(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    hash.update(bytes);
  }
}
