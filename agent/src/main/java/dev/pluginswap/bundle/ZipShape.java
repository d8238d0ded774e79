package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip, opened: its entries as its central directory has them, as the JDK sees them too. What the
 * headers say of sizes is believed nowhere.
 */
final class ZipShape implements AutoCloseable {

  /** As many as a zip could have before there were larger ones. */
  private static final int MAX_ENTRIES = 65_535;

  /** Bytes. */
  private static final long MAX_DIRECTORY = 16L << 20;

  /** Bytes of a link's target that are shown. */
  private static final int MAX_TARGET = 256;

  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_SYMLINK = 0120000;
  private static final int TYPE_FILE = 0100000;
  private static final int TYPE_DIRECTORY = 0040000;

  private final ZipFile zip;
  private final List<ZipArchiveEntry> entries;

  private ZipShape(ZipFile zip) {
    this.zip = zip;
    this.entries = Collections.list(zip.getEntries());
  }

  /**
   * Reads the central directory.
   *
   * @param fileName for problems
   */
  static ZipShape open(Path artifact, String fileName) throws IOException, BundleRefusedException {
    BoundedChannel channel = new BoundedChannel(Files.newByteChannel(artifact), MAX_DIRECTORY);
    try {
      OptionalLong directory = ZipEnd.directory(channel);
      if (directory.isEmpty()) {
        throw Damage.truncated(
            Quoted.of(fileName), "the zip has no directory at its end: it is cut off");
      }
      if (ZipDirectory.entries(channel, directory.getAsLong()) > MAX_ENTRIES) {
        throw tooMany(fileName, MAX_ENTRIES + " entries");
      }
      channel.position(0);
      ZipFile zip =
          ZipFile.builder()
              .setSeekableByteChannel(channel)
              .setIgnoreLocalFileHeader(true)
              .setUseUnicodeExtraFields(false) // the JDK does not know them: names would differ
              .get();
      channel.unbound();
      ZipShape shape = new ZipShape(zip);
      new ZipLayout(channel, directory.getAsLong()).check(shape.entries());
      return shape;
    } catch (BundleRefusedException e) {
      channel.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (channel.isExceeded()) {
        throw tooMany(fileName, MAX_DIRECTORY + " bytes");
      }
      throw Damage.of(Quoted.of(fileName), e);
    }
  }

  private static BundleRefusedException tooMany(String fileName, String bound) {
    return new BundleRefusedException(
        Problem.error(
            "too-many-entries",
            Quoted.of(fileName),
            "the directory of the zip has more than " + bound,
            "pack fewer files"));
  }

  List<ZipArchiveEntry> entries() {
    return entries;
  }

  /** Unpacks all files, once all names are known to be good. */
  void unpack(Intake intake, Findings findings, EntryNames names)
      throws IOException, BundleRefusedException {
    unpack("", intake, findings, names);
  }

  /** Unpacks what is in the one directory that everything must be in, as if it were the root. */
  void unpackTopDirectory(Intake intake, Findings findings, EntryNames names)
      throws IOException, BundleRefusedException {
    String first = entries.isEmpty() ? "" : entries.get(0).getName();
    String top = first.substring(0, first.indexOf('/') + 1);
    if (top.isEmpty() || !entries.stream().allMatch(entry -> entry.getName().startsWith(top))) {
      throw new BundleRefusedException(
          Problem.error(
              "top-directory-missing",
              "",
              "the archive does not have one directory that holds everything, as archives of"
                  + " repositories do",
              "see what the server answers; an archive that is a bundle has an https: URL"));
    }
    unpack(top, intake, findings, names);
  }

  private void unpack(String top, Intake intake, Findings findings, EntryNames names)
      throws IOException, BundleRefusedException {
    Map<String, ZipArchiveEntry> files = new LinkedHashMap<>();
    for (ZipArchiveEntry entry : entries) {
      intake.countEntry();
      Problem refusal = refusal(entry);
      if (refusal != null) {
        findings.add(refusal);
        continue;
      }
      String name = entry.getName().substring(top.length());
      if (name.isEmpty() && !top.isEmpty()) {
        continue;
      }
      Optional<String> path = names.accept(name, entry.isDirectory());
      if (path.isPresent() && !entry.isDirectory()) {
        files.put(path.get(), entry);
      }
    }
    findings.refuse();
    for (Map.Entry<String, ZipArchiveEntry> file : files.entrySet()) {
      try (Content content = content(file.getValue())) {
        intake.file(file.getKey(), content);
      }
    }
  }

  private @Nullable Problem refusal(ZipArchiveEntry entry) {
    String name = entry.getName();
    int type = (int) (entry.getExternalAttributes() >>> 16) & TYPE_MASK;
    if (type == TYPE_SYMLINK) {
      return EntryKind.symlink(name, linkTarget(entry));
    }
    if (type != 0 && type != TYPE_FILE && type != TYPE_DIRECTORY) {
      return EntryKind.special(name);
    }
    for (byte b : entry.getRawName()) {
      // The library turns backslashes of archives from DOS into slashes, in some cases.
      if (b == '\\') {
        return PathFlaw.of("\\").orElseThrow().problem(Quoted.of(name));
      }
    }
    return unreadable(entry);
  }

  /** Where the link leads, for the message: its content, or the beginning of it. */
  private String linkTarget(ZipArchiveEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      return in == null ? "" : new String(in.readNBytes(MAX_TARGET), UTF_8);
    } catch (IOException | RuntimeException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  private static @Nullable Problem unreadable(ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Problem.error(
          "entry-encrypted",
          Quoted.of(entry.getName()),
          "the entry is encrypted",
          "pack it without a password");
    }
    int method = entry.getMethod();
    if (method != ZipArchiveEntry.STORED && method != ZipArchiveEntry.DEFLATED) {
      return Problem.error(
          "entry-method",
          Quoted.of(entry.getName()),
          "the entry is compressed with method %d".formatted(method),
          "pack it with deflate, which is method 8, or stored, 0");
    }
    return null;
  }

  /** The bytes of an entry; at their end they are held against its checksum. */
  Content content(ZipArchiveEntry entry) throws BundleRefusedException {
    Problem unreadable = unreadable(entry);
    if (unreadable != null) {
      throw new BundleRefusedException(unreadable);
    }
    String where = Quoted.of(entry.getName());
    try {
      InputStream in = zip.getInputStream(entry);
      if (in == null) {
        throw Damage.damaged(where, "the archive has no content for the entry");
      }
      return new Checked(in, entry.getCrc(), where);
    } catch (IOException | RuntimeException e) {
      throw Damage.of(where, e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static final class Checked implements Content {

    private final InputStream in;
    private final long expected;
    private final String where;
    private final CRC32 crc = new CRC32();

    Checked(InputStream in, long expected, String where) {
      this.in = in;
      this.expected = expected;
      this.where = where;
    }

    @Override
    public int read(byte[] buffer) throws BundleRefusedException {
      int n;
      try {
        n = in.read(buffer, 0, buffer.length);
      } catch (IOException | RuntimeException e) {
        throw Damage.of(where, e);
      }
      if (n > 0) {
        crc.update(buffer, 0, n);
      } else if (n < 0 && crc.getValue() != expected) {
        throw Damage.checksum(where);
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
