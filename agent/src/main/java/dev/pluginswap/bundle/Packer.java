package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a zip of a directory that holds a bundle: the same bytes from the same files. */
public final class Packer {

  /**
   * A time that a zip can state in no time zone. Of the first moment of 1980 the JDK thinks that it
   * stands for an earlier one, and adds that, in the time zone of this machine.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /** The author's own files, on the author's own machine. */
  private static final BundleLimits NO_LIMITS = new BundleLimits(Long.MAX_VALUE, Integer.MAX_VALUE);

  private Packer() {}

  /**
   * Packs a directory. It is held to all that an installation holds it to, and {@code files} in its
   * {@code plugin.json} is filled in anew.
   *
   * @param directory with {@code plugin.json} at its root
   * @param target the zip to write; or an existing directory, into which {@code
   *     <name>-<version>.zip} goes. What is there is replaced at once, or not at all
   * @return the zip
   * @throws BundleRefusedException if an installation would refuse the directory too, or the zip
   *     would lie inside it
   * @throws IOException if a file cannot be read, or the zip cannot be written
   */
  public static Path pack(Path directory, Path target) throws IOException, BundleRefusedException {
    boolean into = Files.isDirectory(target);
    Path parent = into ? target : target.toAbsolutePath().getParent();
    Path place = Objects.requireNonNull(parent, "only a directory has no parent").toRealPath();
    if (place.startsWith(directory.toRealPath())) {
      throw new BundleRefusedException(
          Problem.error(
              "pack-into-itself",
              target.toString(),
              "the zip would lie inside the directory that is packed",
              "give a target outside of " + directory));
    }
    // A temporary file would be for its owner only, and so would the zip that it becomes.
    Path temporary = Files.createTempDirectory(place, ".pack");
    Path written = temporary.resolve("bundle.zip");
    try {
      Manifest manifest = write(directory, written);
      Path zip = into ? place.resolve(manifest.name() + "-" + manifest.version() + ".zip") : target;
      return Files.move(written, zip, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
      Files.delete(temporary);
    }
  }

  private static Manifest write(Path directory, Path zip)
      throws IOException, BundleRefusedException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      Deadline none = new Deadline("packing", Duration.ofNanos(Long.MAX_VALUE), System::nanoTime);
      Unpacked unpacked =
          Unpacker.unpack(directory, directory.toString(), null, new ZipSink(out), NO_LIMITS, none);
      Map<String, String> hashes =
          unpacked.files().entries().stream()
              .filter(file -> !file.path().equals(Manifest.FILE_NAME))
              .collect(Collectors.toMap(FileEntry::path, FileEntry::sha256));
      Manifest manifest = unpacked.manifest().withFiles(hashes);
      begin(Manifest.FILE_NAME, out);
      out.write(manifest.toJson().getBytes(UTF_8));
      out.closeEntry();
      return manifest;
    }
  }

  private static void begin(String path, ZipOutputStream zip) throws IOException {
    ZipEntry entry = new ZipEntry(path);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }

  /** The files come sorted, as every directory is unpacked; the manifest is written at the end. */
  private record ZipSink(ZipOutputStream zip) implements BundleSink {

    @Override
    public void directory(String path) {}

    @Override
    public OutputStream file(String path) throws IOException {
      if (path.equals(Manifest.FILE_NAME)) {
        return OutputStream.nullOutputStream();
      }
      begin(path, zip);
      return new FilterOutputStream(zip) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          zip.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          zip.closeEntry();
        }
      };
    }
  }
}
