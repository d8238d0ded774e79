package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes files into the sink: counts them against the limits, hashes them on the way, and keeps the
 * manifest as it passes.
 */
final class Intake {

  private static final int BUFFER_SIZE = 1 << 16;

  private static final Set<String> KEPT =
      Stream.concat(Stream.of(Manifest.FILE_NAME), Pf4jKeys.PLACES.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final BundleSink sink;
  private final BundleLimits limits;
  private final Deadline deadline;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private final List<FileEntry> files = new ArrayList<>();
  private final Set<String> directories = new HashSet<>();

  /** Bytes that came out of the artifact. */
  private long bytes;

  /** Files and directories that were seen in the artifact. */
  private int entries;

  /** Files that say what the bundle is, by path: the first megabyte of each, and one byte. */
  private final Map<String, byte[]> kept = new HashMap<>();

  Intake(BundleSink sink, BundleLimits limits, Deadline deadline) {
    this.sink = sink;
    this.limits = limits;
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  /** One more file or directory was seen. */
  void countEntry() throws BundleRefusedException {
    deadline.check();
    entries++;
    if (entries > limits.maxFiles()) {
      throw new BundleRefusedException(
          Problem.error(
              "too-many-files",
              "",
              "the bundle has more than %d files and directories".formatted(limits.maxFiles()),
              "pack classes into jars, or raise maxFiles"));
    }
  }

  /** Takes a file whose path was accepted. */
  void file(String path, Content content) throws IOException, BundleRefusedException {
    MessageDigest hash = Digest.sha256();
    ByteArrayOutputStream copy = KEPT.contains(path) ? new ByteArrayOutputStream() : null;
    long size = 0;
    try (OutputStream out = open(path)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        countBytes(path, n);
        out.write(buffer, 0, n);
        hash.update(buffer, 0, n);
        size += n;
        if (copy != null) {
          copy.write(buffer, 0, Math.min(n, JsonText.MAX_SIZE + 1 - copy.size()));
        }
      }
    }
    if (copy != null) {
      kept.put(path, copy.toByteArray());
    }
    files.add(new FileEntry(path, size, HexFormat.of().formatHex(hash.digest())));
  }

  /** Reads content to its end and forgets it; it counts all the same. */
  void discard(String path, Content content) throws IOException, BundleRefusedException {
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      countBytes(path, n);
    }
  }

  private void countBytes(String path, int n) throws BundleRefusedException {
    deadline.check();
    bytes += n;
    if (bytes > limits.maxBytes()) {
      throw new BundleRefusedException(
          Problem.error(
              "too-many-bytes",
              Quoted.of(path),
              "the bundle unpacks to more than %d bytes".formatted(limits.maxBytes()),
              "leave out what the plugin does not need, or raise maxBytes"));
    }
  }

  private OutputStream open(String path) throws IOException, BundleRefusedException {
    try {
      int slash = path.lastIndexOf('/');
      if (slash > 0 && directories.add(path.substring(0, slash))) {
        sink.directory(path.substring(0, slash));
      }
      return sink.file(path);
    } catch (InvalidPathException e) {
      throw new BundleRefusedException(
          Problem.error(
              "path-encoding",
              Quoted.of(path),
              "this JVM cannot make a file of that name: " + e.getReason(),
              "start it with a UTF-8 locale, such as LC_ALL=C.UTF-8, or rename the file"),
          e);
    }
  }

  /** The manifest's bytes, if it has passed. */
  Optional<byte[]> manifest() {
    return Optional.ofNullable(kept.get(Manifest.FILE_NAME));
  }

  /** Such a file, or the beginning of a large one; empty if it has not passed. */
  Optional<byte[]> kept(String path) {
    return Optional.ofNullable(kept.get(path));
  }

  /** All files that were taken. */
  FileList files() {
    return FileList.of(files);
  }
}
