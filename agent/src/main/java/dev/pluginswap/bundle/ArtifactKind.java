package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;

/** What an artifact is, by its first bytes. */
enum ArtifactKind {
  DIRECTORY,
  /** Or a jar. */
  ZIP,
  GZIP;

  static final String CURE = "a bundle is a directory, or a zip, tar.gz or jar file";

  private static final int MAGIC_LENGTH = 4;

  /** Follows links: an operator may well keep one to the newest bundle. */
  static ArtifactKind of(Path artifact, String fileName)
      throws IOException, BundleRefusedException {
    String where = Quoted.of(fileName);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(artifact, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new BundleRefusedException(
          Problem.error(
              "source-missing", where, "there is nothing at " + artifact, "check the path"),
          e);
    }
    if (attributes.isDirectory()) {
      return DIRECTORY;
    }
    if (!attributes.isRegularFile()) {
      throw new BundleRefusedException(
          Problem.error("source-special", where, "it is a device, a pipe or a socket", CURE));
    }
    byte[] magic;
    try (InputStream in = Files.newInputStream(artifact)) {
      magic = in.readNBytes(MAGIC_LENGTH);
    } catch (AccessDeniedException e) {
      throw new BundleRefusedException(
          Problem.error(
              "source-unreadable",
              where,
              "this process may not read it",
              "make it readable for the user that the JVM runs as"),
          e);
    }
    return ofMagic(magic, where);
  }

  private static ArtifactKind ofMagic(byte[] magic, String where) throws BundleRefusedException {
    String hex = HexFormat.of().formatHex(magic);
    if (hex.isEmpty()) {
      throw new BundleRefusedException(
          Problem.error("artifact-empty", where, "the file is empty", CURE));
    }
    // A zip begins with an entry, or, if it has none, with its end.
    if (hex.equals("504b0304") || hex.equals("504b0506")) {
      return ZIP;
    }
    if (hex.startsWith("1f8b")) {
      return GZIP;
    }
    throw new BundleRefusedException(
        Problem.error(
            "not-an-archive",
            where,
            "the file is not an archive: it begins with the bytes " + hex,
            CURE));
  }
}
