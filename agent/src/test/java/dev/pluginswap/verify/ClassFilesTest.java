package dev.pluginswap.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFilesTest {

  private static final int LARGE = 300_000;

  @TempDir private Path directory;
  private Path jar;
  private final Map<String, byte[]> written = new LinkedHashMap<>();

  @BeforeEach
  void setUp() {
    jar = directory.resolve("some.jar");
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Arrays.fill(bytes, 0, length / 2, (byte) seed);
    return bytes;
  }

  private void deflated(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".class"));
    zip.write(content);
    zip.closeEntry();
    written.put(name, content);
  }

  private void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name + ".class");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
    written.put(name, content);
  }

  /** Small ones, empty ones, one that is not deflated, and one larger than any buffer. */
  private byte[] zip(String comment) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment(comment);
      for (int i = 0; i < 100; i++) {
        deflated(zip, "com/acme/C" + i, bytes(i, 3000 + i));
      }
      deflated(zip, "com/acme/Empty", new byte[0]);
      stored(zip, "com/acme/Stored", bytes(7, 500));
      deflated(zip, "com/acme/Large", bytes(8, LARGE));
      deflated(zip, "com/acme/Last", bytes(9, 70_000));
    }
    return out.toByteArray();
  }

  private Map<String, byte[]> read() throws IOException {
    Map<String, byte[]> read = new LinkedHashMap<>();
    try (ClassFiles files = new ClassFiles(List.of(jar), Runtime.version())) {
      files.forEach(
          (name, where, buffer, length, source) -> {
            assertThat(where).isEqualTo("some.jar!" + name + ".class");
            assertThat(source.read()).isEqualTo(Arrays.copyOf(buffer, length));
            read.put(name, Arrays.copyOf(buffer, length));
          });
    }
    return read;
  }

  private void assertAllIsRead() throws IOException {
    Map<String, byte[]> read = read();
    assertThat(read.keySet()).containsExactlyElementsOf(written.keySet());
    written.forEach((name, content) -> assertThat(read.get(name)).as(name).isEqualTo(content));
  }

  @Test
  void whatIsDeflatedAndWhatIsStoredIsRead() throws IOException {
    Files.write(jar, zip(""));

    assertAllIsRead();
  }

  @Test
  void aJarWithACommentIsRead() throws IOException {
    Files.write(jar, zip("built on a Friday"));

    assertAllIsRead();
  }

  @Test
  void aJarBehindAScriptThatStartsItIsRead() throws IOException {
    byte[] zip = zip("");
    byte[] script = "#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(UTF_8);
    byte[] both = Arrays.copyOf(script, script.length + zip.length);
    System.arraycopy(zip, 0, both, script.length, zip.length);
    Files.write(jar, both);

    assertAllIsRead();
  }

  @Test
  void entriesOfAnOrdinaryJarAreInflatedWithoutItsStreams() throws IOException {
    Files.write(jar, zip(""));
    byte[] into = new byte[1 << 16];
    int inflated = 0;

    try (JarFile opened = new JarFile(jar.toFile());
        RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r");
        DeflatedEntries deflated = new DeflatedEntries(file)) {
      CentralDirectory entries = CentralDirectory.of(file);
      for (JarEntry entry : opened.stream().toList()) {
        if (deflated.read(entry, entries.next(entry), into) >= 0) {
          inflated++;
        }
      }
    }

    // Not the stored one, and not those that are larger than the array.
    assertThat(inflated).isEqualTo(written.size() - 3);
  }

  @Test
  void damagedDataIsRefusedAsTheJdkRefusesIt() throws IOException {
    byte[] zip = zip("");
    int data = 30 + "com/acme/C0.class".length();
    Arrays.fill(zip, data, data + 20, (byte) 0xFF);
    Files.write(jar, zip);

    assertThatThrownBy(this::read).isInstanceOf(ZipException.class);
  }

  @Test
  void anEntryWithoutItsHeaderIsRefusedAsTheJdkRefusesIt() throws IOException {
    byte[] zip = zip("");
    zip[0] = 'X';
    Files.write(jar, zip);

    assertThatThrownBy(this::read)
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("invalid LOC header");
  }
}
