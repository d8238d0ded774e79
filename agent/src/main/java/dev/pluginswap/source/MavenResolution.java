package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds artifacts in Maven repositories. What implements it stands behind a loader of its own, with
 * the libraries it needs; see {@link MavenLoader}.
 */
public interface MavenResolution {

  /**
   * What was found, in the local repository of the user: to read, not to change.
   *
   * @param main the artifact that was asked for
   * @param version the version that it was resolved to
   * @param dependencies what the artifact needs at run time, without itself; jars only
   */
  record Resolved(Path main, String version, List<Dependency> dependencies) {

    /** Copies the list. */
    public Resolved {
      dependencies = List.copyOf(dependencies);
    }
  }

  /**
   * A jar that an artifact needs.
   *
   * @param group its groupId
   * @param file where it lies
   */
  record Dependency(String group, Path file) {}

  /**
   * Finds an artifact and all it needs at run time; downloads what is not in the local repository.
   * Ends early when its thread is interrupted.
   *
   * @param settings the {@code settings.xml}; null for the user's own
   * @param maxBytes how much is downloaded at most
   * @throws BundleRefusedException if there is no such artifact, or it may not be had
   * @throws IOException if something on this machine fails
   */
  Resolved resolve(MavenCoordinates wanted, @Nullable Path settings, long maxBytes)
      throws IOException, BundleRefusedException;
}
