package dev.pluginswap.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The least that a durable commit of a plugin has to write and to force, in plain file channels: no
 * hash is made, nothing is looked at, nothing could be taken back.
 *
 * <p>A test holds the number of forces against that of the store.
 */
final class BareWrites {

  private final Path staging;
  private final Path versions;
  private final Path state;
  private int forces;

  /** Makes the directories that every commit finds already. */
  BareWrites(Path root) throws IOException {
    staging = Files.createDirectories(root.resolve("staging"));
    versions = Files.createDirectories(root.resolve("versions"));
    state = Files.createDirectories(root.resolve("state"));
  }

  /**
   * Writes a version and makes it the live one.
   *
   * @param list the text of the list of its files
   * @param record the bytes of the record that names it
   */
  void commit(SmallPlugin plugin, byte[] list, byte[] record) throws IOException {
    String name = SmallPlugin.NAME + "." + plugin.digest().hex();
    Path payload = staging.resolve(name);
    Files.createDirectory(payload);
    Set<Path> directories = new LinkedHashSet<>();
    for (Map.Entry<String, byte[]> file : plugin.files().entrySet()) {
      Path path = payload.resolve(file.getKey());
      makeDirectories(payload, path.getParent(), directories);
      write(path, file.getValue());
    }
    write(payload.resolve(".manifest"), list);
    for (Path directory : directories) {
      force(directory);
    }
    force(payload);
    Files.move(payload, versions.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    force(versions);

    Path aside = state.resolve(".new");
    write(aside, record);
    Files.move(aside, state.resolve(SmallPlugin.NAME), StandardCopyOption.ATOMIC_MOVE);
    force(state);
  }

  /** Where a version is once it has been committed. */
  Path version(Digest digest) {
    return versions.resolve(SmallPlugin.NAME + "." + digest.hex());
  }

  /** How many files and directories have been forced so far. */
  int forces() {
    return forces;
  }

  /** Something of the size of a record that names two versions. */
  static byte[] record(Digest current, Digest previous) {
    return "record of %s\ncurrent %s\nprevious %s\nretained %s 2026-01-01T00:00:00.000Z\nchecksum %s\n"
        .formatted(SmallPlugin.NAME, current, previous, previous, current)
        .getBytes(UTF_8);
  }

  private static void makeDirectories(Path root, @Nullable Path directory, Set<Path> made)
      throws IOException {
    if (directory != null && !directory.equals(root) && !made.contains(directory)) {
      makeDirectories(root, directory.getParent(), made);
      Files.createDirectory(directory);
      made.add(directory);
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
      forces++;
    }
  }

  private void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      forces++;
    }
  }
}
