package dev.pluginswap.source.maven;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.source.MavenCoordinates;
import dev.pluginswap.source.MavenResolution.Dependency;
import dev.pluginswap.source.MavenResolution.Resolved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.resolution.VersionRequest;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * One artifact that is looked for.
 *
 * @param repositories with mirrors and credentials
 */
record Search(
    RepositorySystem system,
    RepositorySystemSession session,
    List<RemoteRepository> repositories,
    MavenCoordinates wanted) {

  /** What an artifact may be, in the order in which it is looked for. */
  private static final List<String> EXTENSIONS = List.of("jar", "zip", "tar.gz");

  private static final String COMPILE = "compile";

  private static final DependencyFilter AT_RUN_TIME =
      (node, parents) ->
          node.getDependency() == null
              || Set.of(COMPILE, "runtime").contains(node.getDependency().getScope());

  /** What a version may be that becomes the name of a directory. */
  private static final Pattern SAFE = Pattern.compile("(?!\\.)[A-Za-z0-9_.+-]+");

  Resolved run() throws BundleRefusedException {
    String version = version();
    if (!SAFE.matcher(version).matches()) {
      throw refused(
          "maven-bad-version",
          "the repository names a version that is none",
          "have its maven-metadata.xml mended");
    }
    List<ArtifactResolutionException> missing = new ArrayList<>();
    Artifact described = described(version);
    for (String extension : EXTENSIONS) {
      Artifact artifact =
          new DefaultArtifact(
              described.getGroupId(),
              described.getArtifactId(),
              wanted.classifier(),
              extension,
              described.getVersion());
      ArtifactResult found = find(artifact, missing);
      if (found != null) {
        Artifact main = found.getArtifact();
        return new Resolved(
            main.getPath(),
            main.getVersion(),
            extension.equals("jar") ? dependencies(artifact, main.getPath()) : List.of());
      }
    }
    throw Failures.refusal(wanted, repositories, missing.subList(0, 1));
  }

  /** The artifact under the coordinates that it has moved to, if its POM says that it has. */
  private Artifact described(String version) throws BundleRefusedException {
    Artifact artifact =
        new DefaultArtifact(wanted.group(), wanted.artifact(), wanted.classifier(), "jar", version);
    try {
      return system
          .readArtifactDescriptor(
              session, new ArtifactDescriptorRequest(artifact, repositories, null))
          .getArtifact();
    } catch (ArtifactDescriptorException e) {
      throw Failures.refusal(wanted, repositories, List.of(e));
    }
  }

  /** Null, and one more exception in the list, if no repository has it. */
  private @Nullable ArtifactResult find(
      Artifact artifact, List<ArtifactResolutionException> missing) throws BundleRefusedException {
    try {
      return system.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null));
    } catch (ArtifactResolutionException e) {
      boolean absent =
          e.getResults().stream()
              .flatMap(result -> result.getExceptions().stream())
              .allMatch(ArtifactNotFoundException.class::isInstance);
      if (!absent) {
        throw Failures.refusal(wanted, repositories, List.of(e));
      }
      missing.add(e);
      return null;
    }
  }

  private String version() throws BundleRefusedException {
    Artifact artifact =
        new DefaultArtifact(
            wanted.group(), wanted.artifact(), wanted.classifier(), "jar", wanted.version());
    try {
      return wanted.isRange()
          ? highest(
              system.resolveVersionRange(
                  session, new VersionRangeRequest(artifact, repositories, null)))
          : system
              .resolveVersion(session, new VersionRequest(artifact, repositories, null))
              .getVersion();
    } catch (VersionRangeResolutionException | VersionResolutionException e) {
      throw Failures.refusal(wanted, repositories, List.of(e));
    }
  }

  private String highest(VersionRangeResult range) throws BundleRefusedException {
    if (range.getHighestVersion() != null) {
      return range.getHighestVersion().toString();
    }
    if (!range.getExceptions().stream().allMatch(MetadataNotFoundException.class::isInstance)) {
      throw Failures.refusal(wanted, repositories, range.getExceptions());
    }
    throw refused(
        "maven-no-version",
        "no version of it in this range is in the repositories: "
            + Repositories.describe(repositories),
        "widen the range");
  }

  /**
   * What the artifact needs at run time, as Maven resolves it: the nearest of several versions,
   * without what is optional, provided or excluded.
   */
  private List<Dependency> dependencies(Artifact artifact, Path main)
      throws BundleRefusedException {
    CollectRequest collect =
        new CollectRequest()
            // Not as the root: what is optional or provided would be resolved for a root.
            .addDependency(new org.eclipse.aether.graph.Dependency(artifact, COMPILE))
            .setRepositories(repositories);
    DependencyResult result;
    try {
      result = system.resolveDependencies(session, new DependencyRequest(collect, AT_RUN_TIME));
    } catch (DependencyResolutionException e) {
      throw Failures.refusal(wanted, repositories, List.of(e));
    }
    return result.getArtifactResults().stream()
        .map(ArtifactResult::getArtifact)
        .filter(each -> each.getExtension().equals("jar") && !each.getPath().equals(main))
        .map(each -> new Dependency(each.getGroupId(), each.getPath()))
        .toList();
  }

  private BundleRefusedException refused(String code, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error(code, wanted.toString(), what, cure)));
  }
}
