package dev.pluginswap.bundle;

import java.io.IOException;
import java.nio.file.Path;

/** The {@code plugin.json} of a jar, for whoever makes a bundle of it and of others. */
public final class JarManifest {

  private JarManifest() {}

  /**
   * Answers the manifest that the jar carries, or else the one that is made of its coordinates.
   *
   * @param fileName of the jar, for problems
   * @throws BundleRefusedException if the jar or its manifest is damaged, or the coordinates cannot
   *     be a plugin's name and version
   * @throws IOException if it cannot be read
   */
  public static String json(Path jar, String fileName, Coordinates coordinates)
      throws IOException, BundleRefusedException {
    try (ZipShape zip = ZipShape.open(jar, fileName)) {
      return new JarShape(jar, fileName, coordinates, zip).describe().json();
    }
  }
}
