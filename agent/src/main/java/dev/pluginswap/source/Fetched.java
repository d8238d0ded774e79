package dev.pluginswap.source;

import dev.pluginswap.bundle.Coordinates;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An artifact on this machine.
 *
 * @param artifact a file or a directory, by an absolute path; nothing is there if it is {@link
 *     #unchanged}
 * @param fileName its name where it came from
 * @param coordinates name and version of the plugin, where the source knows them; null otherwise
 * @param sha256 of the file as it was fetched, 64 lower-case hex digits; null where it is read in
 *     place
 * @param origin where it came from, after redirects, without anything secret
 * @param form what is known of it besides
 */
public record Fetched(
    Path artifact,
    String fileName,
    @Nullable Coordinates coordinates,
    @Nullable String sha256,
    String origin,
    Form form) {

  /** What is special about an artifact. */
  public enum Form {
    /** Nothing: it is a bundle. */
    BUNDLE,
    /** It is a zip whose one top directory is the bundle, as archives of repositories are. */
    IN_TOP_DIRECTORY,
    /** It was not brought again: it is the archive that the live version was made of. */
    UNCHANGED
  }

  /** Rejects nulls where the parameter does not allow them. */
  public Fetched {
    Objects.requireNonNull(artifact, "artifact");
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(form, "form");
  }

  /** Something that was on this machine before, and is read in place. */
  public Fetched(Path artifact, String fileName, @Nullable Coordinates coordinates) {
    this(artifact, fileName, coordinates, null, artifact.toString(), Form.BUNDLE);
  }

  /** The archive is still the one with this hash, and the request said that it is live. */
  static Fetched unchanged(Path scratch, String sha256, String origin) {
    return new Fetched(scratch, "", null, sha256, origin, Form.UNCHANGED);
  }

  /** This, with its one top directory to be left out. */
  Fetched inTopDirectory() {
    return new Fetched(artifact, fileName, coordinates, sha256, origin, Form.IN_TOP_DIRECTORY);
  }
}
