package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An unpacked bundle on disk. Immutable, as its version directory is. */
public final class Bundle {

  /** What the store calls the file list, at the root of a version directory. */
  private static final String FILE_LIST = ".manifest";

  private final Path root;
  private final Manifest manifest;
  private final FileList files;

  private Bundle(Path root, Manifest manifest, FileList files) {
    this.root = Objects.requireNonNull(root, "root");
    this.manifest = Objects.requireNonNull(manifest, "manifest");
    this.files = Objects.requireNonNull(files, "files");
  }

  /**
   * Reads {@code .manifest} and {@code plugin.json} below the root. The files themselves are not
   * held against the list.
   *
   * @throws DamagedFileListException if the file list is not as it was written
   * @throws BundleRefusedException if the manifest is missing or wrong
   * @throws IOException if one of the two cannot be read
   */
  public static Bundle open(Path root) throws IOException, BundleRefusedException {
    FileList files = fileList(root.resolve(FILE_LIST));
    byte[] json;
    try (InputStream in = Files.newInputStream(root.resolve(Manifest.FILE_NAME))) {
      json = in.readNBytes(JsonText.MAX_SIZE + 1);
    } catch (NoSuchFileException e) {
      throw new BundleRefusedException(
          Problem.error(
              "manifest-missing",
              Manifest.FILE_NAME,
              "there is no plugin.json in " + root,
              "install the bundle again"),
          e);
    }
    return new Bundle(root, Manifest.parse(json, Manifest.FILE_NAME), files);
  }

  /** A bundle of which all is known. */
  public static Bundle of(Path root, Manifest manifest, FileList files) {
    return new Bundle(root, manifest, files);
  }

  private static FileList fileList(Path file) throws IOException {
    try {
      return FileList.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new DamagedFileListException("the file list is not UTF-8", e);
    }
  }

  /** The directory it was unpacked into. */
  public Path root() {
    return root;
  }

  /** What it says about itself. */
  public Manifest manifest() {
    return manifest;
  }

  /** All its files. */
  public FileList files() {
    return files;
  }

  /** What names this version. */
  public Digest digest() {
    return files.digest();
  }

  /** {@code classes/}, if it has files, then {@code lib/*.jar} sorted by name; below the root. */
  public List<Path> classPath() {
    List<Path> paths = new ArrayList<>();
    for (String path : ClassPath.of(files)) {
      paths.add(root.resolve(path));
    }
    return List.copyOf(paths);
  }

  /** Name, version and short digest. */
  @Override
  public String toString() {
    return "%s %s (%s)".formatted(manifest.name(), manifest.version(), digest().shortForm());
  }
}
