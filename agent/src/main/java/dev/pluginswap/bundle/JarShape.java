package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that is a jar: it stays whole, as {@code lib/<fileName>}, so that its signatures and its
 * multi-release classes stay what they are.
 */
final class JarShape {

  private static final String PLUGIN_JSON = "META-INF/plugin.json";
  private static final String MANIFEST_MF = "META-INF/MANIFEST.MF";
  private static final String CLASSES = "classes/";

  private final Path artifact;
  private final String fileName;
  private final @Nullable Coordinates coordinates;
  private final ZipShape zip;

  JarShape(Path artifact, String fileName, @Nullable Coordinates coordinates, ZipShape zip) {
    this.artifact = artifact;
    this.fileName = fileName;
    this.coordinates = coordinates;
    this.zip = zip;
  }

  /**
   * Whether the zip is a jar. Classes alone make one too, unless they lie where a bundle has them,
   * or the zip has a manifest one directory down: then it is a bundle that was packed badly.
   */
  static boolean isJar(List<ZipArchiveEntry> entries) {
    Collection<String> names = entries.stream().map(ZipArchiveEntry::getName).toList();
    if (names.contains(Manifest.FILE_NAME) || names.contains("./" + Manifest.FILE_NAME)) {
      return false;
    }
    if (names.contains(PLUGIN_JSON) || names.contains(MANIFEST_MF)) {
      return true;
    }
    return names.stream().noneMatch(name -> name.endsWith("/" + Manifest.FILE_NAME))
        && names.stream().anyMatch(name -> name.endsWith(".class") && !name.startsWith(CLASSES));
  }

  /**
   * Takes the jar and its manifest in.
   *
   * @return what is worth knowing about the manifest
   */
  List<Problem> unpack(Intake intake) throws IOException, BundleRefusedException {
    Description description = describe();
    intake.countEntry();
    try (InputStream in = Files.newInputStream(artifact)) {
      intake.file("lib/" + jarName(description.manifest()), in::read);
    }
    InputStream json = new ByteArrayInputStream(description.json().getBytes(UTF_8));
    intake.file(Manifest.FILE_NAME, json::read);
    return description.notes();
  }

  /**
   * What a jar is as a plugin.
   *
   * @param json the manifest as a file
   * @param notes what is worth knowing about it
   */
  record Description(Manifest manifest, String json, List<Problem> notes) {}

  /** The manifest that the jar carries, or the one that is made from its name. */
  Description describe() throws IOException, BundleRefusedException {
    Optional<byte[]> own = bytes(zip, PLUGIN_JSON);
    if (own.isPresent()) {
      return new Description(
          Manifest.parse(own.get(), PLUGIN_JSON), new String(own.get(), UTF_8), List.of());
    }
    for (String place : List.of(MANIFEST_MF, Pf4jKeys.PROPERTIES)) {
      Optional<Pf4jKeys> keys = bytes(zip, place).flatMap(content -> Pf4jKeys.read(place, content));
      if (keys.isPresent()) {
        Manifest manifest = keys.get().manifest(place);
        return new Description(manifest, manifest.toJson(), keys.get().notes(place));
      }
    }
    JarName name = name();
    Manifest manifest = Manifest.of(name.name(), name.version());
    return new Description(
        manifest,
        manifest.toJson(),
        List.of(
            new Problem(
                "manifest-synthesized",
                Severity.INFO,
                Quoted.of(fileName),
                "the jar has no %s: taken as %s %s, from %s"
                    .formatted(PLUGIN_JSON, name.name(), name.version(), name.origin()),
                "")));
  }

  private JarName name() throws IOException, BundleRefusedException {
    return JarName.of(fileName, coordinates, mainAttributes())
        .orElseThrow(
            () ->
                new BundleRefusedException(
                    Problem.error(
                        "name-unknown",
                        Quoted.of(fileName),
                        coordinates == null
                            ? "neither the file name nor the jar's MANIFEST.MF tells its name and"
                                + " version"
                            : "its coordinates %s and %s cannot be a plugin's name and version"
                                .formatted(
                                    Quoted.of(coordinates.name()),
                                    Quoted.of(coordinates.version())),
                        "name the file <name>-<version>.jar, or put %s into the jar"
                            .formatted(PLUGIN_JSON))));
  }

  /** A name under which the class path will find it, on every file system. */
  private String jarName(Manifest manifest) {
    String own = JarName.baseOf(fileName) + ".jar";
    return own.indexOf('/') < 0 && PathFlaw.of("lib/" + own).isEmpty()
        ? own
        : manifest.name() + "-" + manifest.version() + ".jar";
  }

  private Attributes mainAttributes() throws IOException, BundleRefusedException {
    Optional<byte[]> manifest = bytes(zip, MANIFEST_MF);
    if (manifest.isEmpty()) {
      return new Attributes();
    }
    try {
      return new java.util.jar.Manifest(new ByteArrayInputStream(manifest.get()))
          .getMainAttributes();
    } catch (IOException e) {
      throw new BundleRefusedException(
          Problem.error(
              "jar-manifest-damaged",
              MANIFEST_MF,
              "it cannot be read: " + e.getMessage(),
              "build the jar again"),
          e);
    }
  }

  /** An entry's content, or its first megabyte and a byte. */
  static Optional<byte[]> bytes(ZipShape zip, String name)
      throws IOException, BundleRefusedException {
    Optional<ZipArchiveEntry> entry =
        zip.entries().stream().filter(candidate -> candidate.getName().equals(name)).findFirst();
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 13];
    try (Content content = zip.content(entry.get())) {
      int n = content.read(buffer);
      while (n >= 0 && bytes.size() <= JsonText.MAX_SIZE) {
        bytes.write(buffer, 0, n);
        n = content.read(buffer);
      }
    }
    return Optional.of(bytes.toByteArray());
  }
}
