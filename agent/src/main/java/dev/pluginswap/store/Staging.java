package dev.pluginswap.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.bundle.BundleSink;
import dev.pluginswap.bundle.Digest;
import dev.pluginswap.bundle.FileList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle that is on its way in: a place for its files and one for downloads, both disposable.
 *
 * <p>Write the files, {@linkplain #seal seal}, {@linkplain PluginStore#publish publish}, close. For
 * one thread.
 */
public final class Staging implements BundleSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

  private final Tree tree;
  private final Disk disk;
  private final Endings endings;
  private final Path home;
  private final Runnable onClose;

  /** Directories that are known to exist. */
  private final Set<Path> made = new HashSet<>();

  /** What was sealed; null before. */
  private @Nullable Digest sealed;

  private boolean closed;

  private Staging(Disk disk, Path home, Runnable onClose) {
    this.disk = disk;
    this.tree = new Tree(disk);
    this.endings = new Endings(disk.writers());
    this.home = home;
    this.onClose = onClose;
  }

  /**
   * Makes the directories.
   *
   * @param onClose called once, when nothing will be written any more
   */
  static Staging create(Disk disk, Path home, Runnable onClose) throws IOException {
    Staging staging = new Staging(disk, home, onClose);
    disk.createDirectory(home);
    disk.createDirectory(staging.root());
    disk.createDirectory(staging.scratch());
    return staging;
  }

  /** Where the bundle's files are until it is published. */
  public Path root() {
    return home.resolve("payload");
  }

  /** An empty directory for downloads, deleted with the rest. */
  public Path scratch() {
    return home.resolve("scratch");
  }

  /** What was sealed here; null before that. */
  @Nullable Digest sealed() {
    return sealed;
  }

  @Override
  public void directory(String path) throws IOException {
    makeDirectories(resolve(path));
  }

  /**
   * A new file. What forcing it fails with may be thrown by the next one, or by {@link #seal}:
   * files are forced beside each other.
   */
  @Override
  public OutputStream file(String path) throws IOException {
    Path file = resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      makeDirectories(parent);
    }
    return endings.file(() -> disk.writeNew(file));
  }

  /**
   * Makes the bundle durable: writes {@code .manifest}, last of all files, then forces every
   * directory, the deepest first.
   *
   * @throws IOException when anything of it failed; the staging is then good for nothing but
   *     closing
   */
  public void seal(FileList files) throws IOException {
    endings.await();
    try (OutputStream manifest = file(Layout.MANIFEST)) {
      manifest.write(files.text().getBytes(UTF_8));
    }
    endings.await();
    tree.force(root());
    sealed = files.digest();
  }

  /**
   * Deletes what is left. What cannot be deleted is logged and left to the next recovery: it is
   * disposable and in nobody's way.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    endings.waitForAll();
    try {
      tree.delete(home);
    } catch (IOException e) {
      LOG.warn("cannot delete {}; left to the next recovery", home, e);
    } finally {
      onClose.run();
    }
  }

  private Path resolve(String path) {
    if (closed || sealed != null) {
      throw new IllegalStateException(home + " is " + (closed ? "closed" : "sealed"));
    }
    Path resolved = root().resolve(path).normalize();
    if (path.isEmpty() || resolved.equals(root()) || !resolved.startsWith(root())) {
      throw new IllegalArgumentException("not a path inside a bundle: '" + path + "'");
    }
    return resolved;
  }

  private void makeDirectories(Path directory) throws IOException {
    if (directory.equals(root()) || made.contains(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      makeDirectories(parent);
    }
    BasicFileAttributes there = disk.attributes(directory);
    if (there == null || !there.isDirectory()) {
      disk.createDirectory(directory);
    }
    made.add(directory);
  }
}
