package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns an artifact of any shape into one tree of files with a {@code plugin.json} at its root. */
public final class Unpacker {

  private Unpacker() {}

  /**
   * Unpacks an artifact into the sink, hashing on the way. All rules on the structure of a bundle
   * are checked here, and its manifest is read.
   *
   * <p>The artifact is a directory, zip, tar.gz or jar, told apart by content, not by name. A zip
   * without a {@code plugin.json} at its root is a jar if it has {@code META-INF/plugin.json},
   * {@code META-INF/MANIFEST.MF}, or classes outside of {@code classes/}; a jar is stored whole as
   * {@code lib/<fileName>}, besides a {@code plugin.json} that is its own or is made from its name.
   * A plugin for PF4J, which has no {@code plugin.json}, gets one that means what its {@code
   * plugin.properties} or its {@code MANIFEST.MF} says.
   *
   * <p>After a refusal or an exception the sink may hold some files; they mean nothing.
   *
   * @param artifact a directory or a file; a symbolic link to one is followed
   * @param fileName the artifact's name as its source has it; a jar's name and version can be in it
   * @param coordinates name and version, where the source knows them; null where it does not
   * @param inTopDirectory whether the artifact is a zip with one directory at its top, and the
   *     bundle is that: never a jar
   * @return the manifest, and every file that is in the sink now
   * @throws BundleRefusedException if the bundle is not as it must be, or the deadline has passed
   * @throws IOException if the artifact cannot be read or the sink cannot be written
   */
  public static Unpacked unpack(
      Path artifact,
      String fileName,
      @Nullable Coordinates coordinates,
      boolean inTopDirectory,
      BundleSink sink,
      BundleLimits limits,
      Deadline deadline)
      throws IOException, BundleRefusedException {
    Intake intake = new Intake(sink, limits, deadline);
    Findings findings = new Findings();
    EntryNames names = new EntryNames(findings);
    List<Problem> warnings = new ArrayList<>();
    deadline.check();
    switch (ArtifactKind.of(artifact, fileName)) {
      case DIRECTORY -> new DirectoryShape(artifact.toRealPath(), intake, findings, names).unpack();
      case GZIP -> new TarGzShape(artifact, fileName, intake, findings, names).unpack();
      case ZIP -> {
        try (ZipShape zip = ZipShape.open(artifact, fileName)) {
          if (inTopDirectory) {
            zip.unpackTopDirectory(intake, findings, names);
          } else if (JarShape.isJar(zip.entries()) && !Pf4jShape.isUnpackedAs(zip)) {
            warnings.addAll(new JarShape(artifact, fileName, coordinates, zip).unpack(intake));
          } else {
            zip.unpack(intake, findings, names);
          }
        }
      }
    }
    if (intake.manifest().isEmpty()) {
      warnings.addAll(Pf4jShape.complete(intake));
    }
    byte[] json = intake.manifest().orElseThrow(() -> missing(names.manifestElsewhere()));
    Manifest manifest = Manifest.parse(json, Manifest.FILE_NAME);
    FileList files = intake.files();
    if (ClassPath.of(files).isEmpty()) {
      warnings.add(
          Problem.warning(
              "nothing-to-load",
              "",
              "the bundle has neither classes/ nor lib/*.jar: there is no code in it",
              "put classes into classes/, and jars into lib/"));
    }
    return new Unpacked(manifest, files, warnings);
  }

  /**
   * As {@link #unpack(Path, String, Coordinates, boolean, BundleSink, BundleLimits, Deadline)} for
   * an artifact that is the bundle itself.
   */
  public static Unpacked unpack(
      Path artifact,
      String fileName,
      @Nullable Coordinates coordinates,
      BundleSink sink,
      BundleLimits limits,
      Deadline deadline)
      throws IOException, BundleRefusedException {
    return unpack(artifact, fileName, coordinates, false, sink, limits, deadline);
  }

  private static BundleRefusedException missing(@Nullable String elsewhere) {
    return new BundleRefusedException(
        Problem.error(
            "manifest-missing",
            Manifest.FILE_NAME,
            "the bundle has no plugin.json at its root",
            elsewhere == null
                ? "add one with at least a name and a version"
                : "there is one at %s: pack what is in that directory, not the directory itself"
                    .formatted(Quoted.of(elsewhere))));
  }
}
