package dev.pluginswap.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileEntry;
import dev.pluginswap.bundle.FileList;
import dev.pluginswap.testing.TestPlugin;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was unpacked is held against what was signed, file by file. */
final class SignatureCheckTest {

  private static final TestSigner ACME = TestSigner.root("CN=Acme");

  @TempDir Path directory;

  private Optional<Signer> check(Path archive, FileList files) throws Exception {
    CertificateCheck certificates =
        new CertificateCheck(Set.of(new TrustAnchor(ACME.certificate(), null)), Instant.now());
    return new SignatureCheck(certificates, archive, "greeter.zip")
        .signer(
            files,
            Digest.ofBytes(Files.readAllBytes(archive)),
            new Deadline("checking", Duration.ofMinutes(1), System::nanoTime));
  }

  private static List<FileEntry> filesOf(Path archive) throws Exception {
    List<FileEntry> files = new ArrayList<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) () -> zip.stream().map(ZipEntry.class::cast).iterator()) {
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            files.add(
                new FileEntry(entry.getName(), content.length, Digest.ofBytes(content).hex()));
          }
        }
      }
    }
    return files;
  }

  @Test
  void aFileThatIsNotTheSignedOneIsRefusedWhoeverUnpackedIt() throws Exception {
    Path plain = TestPlugin.greeter("greeter", "1.0.0", "Hello").zip(directory.resolve("a.zip"));
    Path archive = ACME.sign(plain, directory.resolve("signed.zip"));
    List<FileEntry> files = filesOf(archive);
    assertThat(check(archive, FileList.of(files))).isPresent();

    for (int i = 0; i < files.size(); i++) {
      FileEntry one = files.get(i);
      if (SignedEntries.isOfSignature(one.path())) {
        continue;
      }
      List<FileEntry> others = new ArrayList<>(files);
      others.set(i, new FileEntry(one.path(), one.size(), "0".repeat(64)));
      assertThatThrownBy(() -> check(archive, FileList.of(others)))
          .isInstanceOf(BundleRefusedException.class)
          .hasMessageContaining("'%s' is not the file that was signed".formatted(one.path()));
    }
    List<FileEntry> more = new ArrayList<>(files);
    more.add(new FileEntry("lib/evil.jar", 1, "0".repeat(64)));
    assertThatThrownBy(() -> check(archive, FileList.of(more)))
        .isInstanceOf(BundleRefusedException.class)
        .hasMessageContaining("lib/evil.jar");
  }
}
