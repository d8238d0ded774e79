package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are cut off, bent, locked, or none at all. */
final class DamagedArchiveTest extends ShapeOfTest {

  private static final byte[] NOISE = noise(50_000);

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertRefused(artifact("a.zip", new byte[0]), "artifact-empty", "the file is empty");
  }

  @Test
  void aFileThatIsNotAnArchiveIsRefused() throws IOException {
    assertRefused(
        artifact("a.zip", "hello, world".getBytes(UTF_8)),
        "not-an-archive",
        "it begins with the bytes 68656c6c");
  }

  @Test
  void aGzipThatIsNotOfATarIsRefused() throws IOException {
    assertRefused(
        artifact("a.tgz", Archives.gzip("short".getBytes(UTF_8))),
        "not-an-archive",
        "not a tar inside");
    assertRefused(artifact("a.tgz", Archives.gzip(NOISE)), "not-an-archive", "not a tar inside");
  }

  @Test
  void aMissingArtifactIsRefused() {
    assertRefused(
        work.resolve("none.zip"),
        "source-missing",
        "there is nothing at " + work.resolve("none.zip"));
  }

  @Test
  void aPipeIsRefusedWithoutWaitingForIt(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertRefused(pipe, "source-special", "a device, a pipe or a socket");
    Path bundle = Archives.good().directoryAt(directory.resolve("bundle"));
    Files.move(pipe, bundle.resolve("lib/pipe"));
    assertRefused(bundle, "special-file", "a device, a pipe or a socket");
  }

  @Test
  void aTruncatedZipIsRefusedWhereverItIsCut() throws IOException {
    byte[] zip = Archives.good().file("lib/noise", NOISE).zip();
    for (int length = 4; length < zip.length; length += 997) {
      Path cut = artifact("a.zip", Arrays.copyOf(zip, length));
      assertRefused(cut, "archive-truncated", "no directory at its end: it is cut off");
    }
  }

  @Test
  void aTruncatedTarGzIsRefusedWhereverItIsCut() throws IOException {
    byte[] tar = Archives.good().file("lib/noise", NOISE).tarGz();
    for (int length = 2; length < tar.length; length += 997) {
      Path cut = artifact("a.tgz", Arrays.copyOf(tar, length));
      assertThat(refusal(cut)).extracting(Problem::code).containsExactly("archive-truncated");
    }
    Path almost = artifact("a.tgz", Arrays.copyOf(tar, tar.length - 1));
    assertThat(refusal(almost)).extracting(Problem::code).containsExactly("archive-truncated");
  }

  @Test
  void aTarThatWasCutBeforeItWasCompressedIsRefused() throws IOException {
    byte[] tar = Archives.good().file("lib/noise", NOISE).tar();
    int endOfFirstEntry = 1024;
    for (int length : new int[] {endOfFirstEntry, 1536, 2048, 2560, 3000, 20_000}) {
      Path cut = artifact("a.tgz", Archives.gzip(Arrays.copyOf(tar, length)));
      assertThat(refusal(cut)).extracting(Problem::code).containsExactly("archive-truncated");
    }
  }

  @Test
  void aZipThatEndsWithAJarItHoldsIsStillCutOff() throws IOException {
    byte[] jar = Archives.empty().file("META-INF/plugin.json", Archives.PLUGIN_JSON).zip();
    byte[] zip =
        Archives.good()
            .file("lib/inner.jar", jar)
            .file("lib/z", "z".repeat(100))
            .zip(ZipArchiveEntry.STORED);
    int endOfJar = Bytes.indexOf(zip, jar) + jar.length;
    for (int length = endOfJar; length < zip.length; length++) {
      Path cut = artifact("greeter-1.0.jar", Arrays.copyOf(zip, length));
      assertThat(refusal(cut)).extracting(Problem::code).containsExactly("archive-truncated");
    }
  }

  @Test
  void aZipThatIsCutInItsCommentIsRefused() throws IOException {
    byte[] zip = Archives.good().zip();
    byte[] commented = Arrays.copyOf(zip, zip.length + 9);
    commented[zip.length - 2] = 10;
    assertRefused(artifact("a.zip", commented), "archive-truncated", "it is cut off");
    commented[zip.length - 2] = 9;
    assertThatCode(() -> unpack(artifact("a.zip", commented))).doesNotThrowAnyException();
  }

  @Test
  void aZipWithTheRecordsOfLargeOnesIsReadAndItsCutsAreRefused() throws Exception {
    SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setUseZip64(Zip64Mode.Always);
      zip.putArchiveEntry(new ZipArchiveEntry("plugin.json"));
      zip.write(Archives.PLUGIN_JSON.getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    byte[] zip = Arrays.copyOf(bytes.array(), (int) bytes.size());
    assertThat(Bytes.indexOf(zip, Bytes.littleEndian(0x06064b50))).isPositive();
    assertThat(unpack(artifact("a.zip", zip)).manifest().name()).isEqualTo("greeter");
    for (int length = 4; length < zip.length; length++) {
      Path cut = artifact("a.zip", Arrays.copyOf(zip, length));
      assertThat(refusal(cut)).extracting(Problem::code).containsExactly("archive-truncated");
    }
  }

  @Test
  void aGzipThatIsDamagedWhereTheTarBeginsIsNotCalledAnythingElse() throws IOException {
    byte[] tar = Archives.good().tarGz();
    Arrays.fill(tar, 10, 30, (byte) 0xFF); // right behind the header of gzip
    assertRefused(artifact("a.tgz", tar), "archive-damaged", "cannot be read here");
  }

  @Test
  void contentThatDoesNotHaveItsChecksumIsRefused() throws IOException {
    byte[] zip = Archives.good().file("lib/x", "content").zip(ZipArchiveEntry.STORED);
    Bytes.replaceAll(zip, "content", "Content".getBytes(UTF_8));
    assertRefused(artifact("a.zip", zip), "archive-checksum", "the checksum it should");
    byte[] tar = Archives.good().tarGz();
    tar[tar.length - 8] ^= 1; // the CRC that ends a gzip
    assertRefused(artifact("a.tgz", tar), "archive-damaged", "CRC32 error");
  }

  @Test
  void aTarHeaderThatDoesNotHaveItsChecksumIsRefused() throws IOException {
    byte[] tar = Archives.good().tar();
    Bytes.replaceAll(tar, "lib/greeter.jar", "lib/gretter.jar".getBytes(UTF_8));
    assertRefused(
        artifact("a.tgz", Archives.gzip(tar)), "archive-damaged", "has the wrong checksum");
  }

  @Test
  void anEncryptedEntryIsRefused() throws IOException {
    byte[] zip = Archives.good().zip();
    for (int i = 0; i + 10 < zip.length; i++) {
      if (Arrays.equals(zip, i, i + 4, Bytes.littleEndian(0x02014b50), 0, 4)) {
        zip[i + 8] |= 1;
      }
    }
    assertThat(refusal(artifact("a.zip", zip)))
        .extracting(Problem::code, Problem::where)
        .containsExactly(
            tuple("entry-encrypted", "'plugin.json'"),
            tuple("entry-encrypted", "'lib/greeter.jar'"));
  }

  @Test
  void anUnknownCompressionIsRefused() throws IOException {
    byte[] zip = Archives.empty().file("plugin.json", Archives.PLUGIN_JSON).zip();
    for (int i = 0; i + 12 < zip.length; i++) {
      if (Arrays.equals(zip, i, i + 4, Bytes.littleEndian(0x02014b50), 0, 4)) {
        zip[i + 10] = 12;
      } else if (Arrays.equals(zip, i, i + 4, Bytes.littleEndian(0x04034b50), 0, 4)) {
        zip[i + 8] = 12;
      }
    }
    assertRefused(artifact("a.zip", zip), "entry-method", "compressed with method 12");
  }

  /** Whatever the bytes, the answer is a bundle or a refusal, never another exception. */
  @Test
  void flippedBytesAreARefusalOrHarmless() throws IOException {
    byte[] noise = Arrays.copyOf(NOISE, 300);
    Archives archive = Archives.good().file("lib/noise", noise).directory("classes/");
    byte[][] originals = {
      archive.zip(), archive.zip(ZipArchiveEntry.STORED), archive.tarGz(), archive.tar()
    };
    long seed = 20260101;
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 4_000; round++) {
      byte[] bytes = originals[round % originals.length].clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] content = round % originals.length == 3 ? Archives.gzip(bytes) : bytes;
      try {
        unpack(artifact("a", content), new MemorySink(), Archives.LIMITS);
      } catch (BundleRefusedException e) {
        refused++;
      } catch (IOException | RuntimeException e) {
        fail("round " + round + " of seed " + seed, e);
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void aFullDiskIsNotTheBundlesFault() throws IOException {
    IOException full = new IOException("no space left on device");
    BundleSink broken =
        new BundleSink() {
          @Override
          public void directory(String path) {}

          @Override
          public OutputStream file(String path) throws IOException {
            throw full;
          }
        };
    for (Path artifact :
        new Path[] {
          artifact("a.zip", Archives.good().zip()), artifact("a.tgz", Archives.good().tarGz())
        }) {
      assertThatThrownBy(() -> unpack(artifact, broken, Archives.LIMITS)).isSameAs(full);
    }
  }

  private void assertRefused(Path artifact, String code, String what) {
    assertThat(refusal(artifact)).extracting(Problem::code).containsExactly(code);
    assertThat(refusal(artifact).get(0).what()).contains(what);
    assertThat(refusal(artifact).get(0).cure()).isNotEmpty();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    return noise;
  }
}
