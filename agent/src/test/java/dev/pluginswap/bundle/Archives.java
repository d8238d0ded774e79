package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Builds artifacts for tests, good and bad ones. */
final class Archives {

  static final String PLUGIN_JSON = "{\"name\": \"greeter\", \"version\": \"1.2.0\"}\n";
  static final BundleLimits LIMITS = new BundleLimits(10_000_000, 1_000);

  /** Stands for a backslash while the library looks, which would make a slash of it. */
  private static final char PLACEHOLDER = '\u0002';

  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param type as in the header of a tar
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(String name, byte[] content, byte type, String target) {}

  static Archives empty() {
    return new Archives();
  }

  /** With a manifest and a jar, so that there is nothing to complain about. */
  static Archives good() {
    return empty().file("plugin.json", PLUGIN_JSON).file("lib/greeter.jar", "code");
  }

  Archives file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  Archives file(String name, byte[] content) {
    entries.add(new Entry(name, content, TarConstants.LF_NORMAL, ""));
    return this;
  }

  Archives directory(String name) {
    entries.add(new Entry(name, new byte[0], TarConstants.LF_DIR, ""));
    return this;
  }

  Archives symlink(String name, String target) {
    return special(name, TarConstants.LF_SYMLINK, target);
  }

  Archives special(String name, byte type, String target) {
    entries.add(new Entry(name, new byte[0], type, target));
    return this;
  }

  /** The name of the next entry, as GNU tar writes one that does not fit into a header. */
  Archives longName(int length) {
    entries.add(new Entry("././@LongLink", new byte[length], TarConstants.LF_GNUTYPE_LONGNAME, ""));
    return this;
  }

  byte[] zip() {
    return zip(ZipArchiveEntry.DEFLATED);
  }

  byte[] zip(int method) {
    SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setMethod(method);
      for (Entry entry : entries) {
        ZipArchiveEntry header = new ZipArchiveEntry(entry.name().replace('\\', PLACEHOLDER));
        if (entry.type() == TarConstants.LF_SYMLINK) {
          header.setUnixMode(0120777);
        } else if (entry.type() == TarConstants.LF_FIFO) {
          header.setUnixMode(0010644);
        }
        zip.putArchiveEntry(header);
        zip.write(
            entry.type() == TarConstants.LF_SYMLINK
                ? entry.target().getBytes(UTF_8)
                : entry.content());
        zip.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] written = new byte[(int) bytes.size()];
    System.arraycopy(bytes.array(), 0, written, 0, written.length);
    for (Entry entry : entries) {
      if (entry.name().indexOf('\\') >= 0) {
        String disguised = entry.name().replace('\\', PLACEHOLDER);
        Bytes.replaceAll(written, disguised, entry.name().getBytes(UTF_8));
      }
    }
    return written;
  }

  byte[] tar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Entry entry : entries) {
        TarArchiveEntry header = new TarArchiveEntry(entry.name(), entry.type(), true);
        header.setLinkName(entry.target());
        header.setSize(entry.content().length);
        tar.putArchiveEntry(header);
        tar.write(entry.content());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  byte[] tarGz() {
    return gzip(tar());
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GzipCompressorOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Path directoryAt(Path root) throws IOException {
    Files.createDirectories(root);
    for (Entry entry : entries) {
      Path file = root.resolve(entry.name());
      Files.createDirectories(file.getParent());
      if (entry.type() == TarConstants.LF_SYMLINK) {
        Files.createSymbolicLink(file, root.getFileSystem().getPath(entry.target()));
      } else if (entry.type() == TarConstants.LF_DIR) {
        Files.createDirectories(file);
      } else {
        Files.write(file, entry.content());
      }
    }
    return root;
  }

  static Deadline noDeadline() {
    return new Deadline("fetching", Duration.ofDays(1), System::nanoTime);
  }
}
