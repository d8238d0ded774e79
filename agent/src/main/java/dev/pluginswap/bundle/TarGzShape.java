package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that is a tar.gz: read once, from front to end. When an entry is refused, the rest is
 * only looked at, so that all problems are known, and nothing more goes into the sink.
 */
final class TarGzShape {

  /** Bytes between the contents of two entries: long names and the like, which go into memory. */
  private static final long MAX_HEADERS = 1 << 20;

  private static final int BLOCK = 512;

  private final Path artifact;
  private final String fileName;
  private final Intake intake;
  private final Findings findings;
  private final EntryNames names;

  TarGzShape(Path artifact, String fileName, Intake intake, Findings findings, EntryNames names) {
    this.artifact = artifact;
    this.fileName = fileName;
    this.intake = intake;
    this.findings = findings;
    this.names = names;
  }

  void unpack() throws IOException, BundleRefusedException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(artifact));
        MeteredInputStream plain = new MeteredInputStream(gunzip(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(plain, UTF_8.name())) {
      TarArchiveEntry entry = first(tar, plain);
      while (entry != null) {
        intake.countEntry();
        entry(entry, tar, plain);
        entry = next(tar, plain);
      }
      finish(plain);
    }
    findings.refuse();
  }

  private InputStream gunzip(InputStream file) throws BundleRefusedException {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(file)
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException e) {
      throw Damage.of(Quoted.of(fileName), e);
    }
  }

  private @Nullable TarArchiveEntry first(TarArchiveInputStream tar, MeteredInputStream plain)
      throws BundleRefusedException {
    plain.allow(MAX_HEADERS);
    TarArchiveEntry entry;
    try {
      entry = tar.getNextEntry();
    } catch (IOException | RuntimeException e) {
      if (plain.isExceeded()) {
        throw headers();
      }
      throw plain.isBroken() ? Damage.of(Quoted.of(fileName), e) : notTar(e);
    }
    // A tar without entries is nothing but zeros; what is too short for a header is no tar.
    boolean good = entry == null ? plain.trailingZeros() >= BLOCK : entry.isCheckSumOK();
    if (!good) {
      throw notTar(null);
    }
    return entry;
  }

  private @Nullable TarArchiveEntry next(TarArchiveInputStream tar, MeteredInputStream plain)
      throws BundleRefusedException {
    String before = Quoted.of(tar.getCurrentEntry().getName());
    plain.allow(MAX_HEADERS);
    try {
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry == null || entry.isCheckSumOK()) {
        return entry;
      }
    } catch (IOException | RuntimeException e) {
      throw plain.isExceeded() ? headers() : Damage.of("after " + before, e);
    }
    throw Damage.damaged("after " + before, "the header of an entry has the wrong checksum");
  }

  private void entry(TarArchiveEntry entry, TarArchiveInputStream tar, MeteredInputStream plain)
      throws IOException, BundleRefusedException {
    String name = entry.getName();
    Content content = buffer -> read(tar, buffer, name);
    plain.allow(Long.MAX_VALUE); // the intake counts what is read
    Problem refusal = refusal(entry);
    if (refusal != null) {
      findings.add(refusal);
      intake.discard(name, content);
      return;
    }
    Optional<String> path = names.accept(name, entry.isDirectory());
    if (path.isPresent() && !entry.isDirectory() && findings.isEmpty()) {
      intake.file(path.get(), content);
    } else {
      intake.discard(name, content);
    }
  }

  private static @Nullable Problem refusal(TarArchiveEntry entry) {
    String name = entry.getName();
    if (entry.isSymbolicLink()) {
      return EntryKind.symlink(name, entry.getLinkName());
    }
    if (entry.isLink()) {
      return EntryKind.hardLink(name, entry.getLinkName());
    }
    if (entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO()) {
      return EntryKind.special(name);
    }
    if (entry.isSparse()) {
      return EntryKind.sparse(name);
    }
    byte type = entry.getLinkFlag();
    boolean known =
        type == TarConstants.LF_OLDNORM
            || type == TarConstants.LF_NORMAL
            || type == TarConstants.LF_CONTIG
            || type == TarConstants.LF_DIR;
    return known ? null : EntryKind.unknown(name, (char) type);
  }

  private static int read(TarArchiveInputStream tar, byte[] buffer, String name)
      throws BundleRefusedException {
    try {
      return tar.read(buffer, 0, buffer.length);
    } catch (IOException | RuntimeException e) {
      throw Damage.of(Quoted.of(name), e);
    }
  }

  /** Reads to the end: only there gzip says whether its content was whole. */
  private void finish(MeteredInputStream plain) throws BundleRefusedException {
    byte[] rest = new byte[1 << 13];
    plain.allow(MAX_HEADERS);
    try {
      while (plain.read(rest, 0, rest.length) >= 0) {
        intake.deadline().check();
      }
    } catch (IOException e) {
      if (plain.isExceeded()) {
        throw Damage.damaged(Quoted.of(fileName), "there is too much after the end of the tar");
      }
      throw Damage.of(Quoted.of(fileName), e);
    }
    if (plain.trailingZeros() < BLOCK) {
      throw Damage.truncated(
          Quoted.of(fileName), "the tar does not end with the zeros that mark its end");
    }
  }

  private static BundleRefusedException headers() {
    return Damage.damaged(
        "", "the headers of an entry have more than %d bytes".formatted(MAX_HEADERS));
  }

  private BundleRefusedException notTar(@Nullable Exception cause) {
    Problem problem =
        Problem.error(
            "not-an-archive",
            Quoted.of(fileName),
            "the file is compressed with gzip, but is not a tar inside",
            ArtifactKind.CURE);
    return cause == null
        ? new BundleRefusedException(problem)
        : new BundleRefusedException(problem, cause);
  }
}
