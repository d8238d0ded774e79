package dev.pluginswap.source.maven;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.source.MavenCoordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.spi.connector.transport.http.HttpTransporterException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.eclipse.aether.transfer.MetadataTransferException;
import org.eclipse.aether.transfer.NoRepositoryConnectorException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.jspecify.annotations.Nullable;

/**
 * What the resolver's exceptions mean for a person. Of all that they hold the worst counts: a wrong
 * checksum before a missing file. No credentials: URLs are stripped, and what a server answered is
 * not quoted.
 */
final class Failures {

  /** The mirror that stands for all repositories on other machines that are not encrypted. */
  static final String HTTP_BLOCKER = "plugin-swap-http-blocker";

  private final MavenCoordinates wanted;
  private final List<RemoteRepository> asked;
  private final List<Throwable> all;

  private Failures(
      MavenCoordinates wanted, List<RemoteRepository> asked, List<? extends Throwable> roots) {
    this.wanted = wanted;
    this.asked = asked;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> found = new ArrayList<>();
    roots.forEach(root -> collect(root, seen, found));
    this.all = found;
  }

  /**
   * The refusal.
   *
   * @param roots what the resolver threw, or noted on the way; at least one
   */
  static BundleRefusedException refusal(
      MavenCoordinates wanted, List<RemoteRepository> asked, List<? extends Throwable> roots) {
    return new BundleRefusedException(List.of(new Failures(wanted, asked, roots).problem()));
  }

  private static void collect(
      @Nullable Throwable failure, Set<Throwable> seen, List<Throwable> found) {
    if (failure == null || !seen.add(failure)) {
      return;
    }
    found.add(failure);
    collect(failure.getCause(), seen, found);
    if (failure instanceof ArtifactResolutionException resolution) {
      resolution
          .getResults()
          .forEach(result -> result.getExceptions().forEach(each -> collect(each, seen, found)));
    }
    if (failure instanceof VersionResolutionException version) {
      version.getResult().getExceptions().forEach(each -> collect(each, seen, found));
    }
    if (failure instanceof DependencyCollectionException collection) {
      collection.getResult().getExceptions().forEach(each -> collect(each, seen, found));
    }
    if (failure instanceof DependencyResolutionException dependencies
        && dependencies.getResult() != null) {
      dependencies.getResult().getCollectExceptions().forEach(each -> collect(each, seen, found));
    }
  }

  private Problem problem() {
    ChecksumFailureException checksum = first(ChecksumFailureException.class, any -> true);
    if (checksum != null) {
      return checksum(checksum);
    }
    HttpTransporterException denied =
        first(
            HttpTransporterException.class,
            each -> each.getStatusCode() == 401 || each.getStatusCode() == 403);
    // With credentials that do not hold the client of the JDK gives up before it tells the status.
    if (denied != null || first(IOException.class, Failures::isAuthentication) != null) {
      return error(
          "maven-denied",
          "%s answers %d for %s"
              .formatted(culprits(), denied == null ? 401 : denied.getStatusCode(), subject()),
          "put a <server> with that id and its credentials into settings.xml, or see whether they"
              + " still hold");
    }
    if (first(RepositoryOfflineException.class, any -> true) != null) {
      return error(
          "maven-offline",
          "the settings say offline, and the local repository does not have " + subject(),
          "let Maven download it once, or set <offline> to false in settings.xml");
    }
    if (first(NoRepositoryConnectorException.class, any -> true) != null) {
      return unconnectable();
    }
    if (first(ArtifactTransferException.class, each -> !isNotFound(each)) != null
        || first(MetadataTransferException.class, each -> !isNotFound(each)) != null) {
      return unreachable();
    }
    if (first(Throwable.class, Failures::isNotFound) != null) {
      return error(
          "maven-not-found",
          "%s is in none of the repositories: %s"
              .formatted(subject(), Repositories.describe(asked)),
          "check the coordinates, or add the repository that has it to settings.xml");
    }
    Throwable last = all.get(all.size() - 1);
    return error(
        "maven-unresolved",
        "it cannot be resolved: " + Repositories.withoutSecrets(String.valueOf(last.getMessage())),
        "see whether mvn dependency:get -Dartifact=%s does better"
            .formatted(wanted.toString().substring("mvn:".length())));
  }

  private Problem checksum(ChecksumFailureException checksum) {
    if (checksum.getExpected() == null || checksum.getExpected().isEmpty()) {
      return error(
          "maven-checksum-missing",
          "%s has no checksum for %s".formatted(culprits(), subject()),
          "have the repository publish one (.sha1 beside the file), or fetch the file by its path");
    }
    return error(
        "maven-checksum-wrong",
        "%s has %s with %s, but its checksum there is %s"
            .formatted(culprits(), subject(), checksum.getActual(), checksum.getExpected()),
        "do not use it: the file was damaged or replaced, in the repository or on the way");
  }

  private Problem unconnectable() {
    List<RemoteRepository> blocked = asked.stream().filter(RemoteRepository::isBlocked).toList();
    if (blocked.isEmpty()) {
      return error(
          "maven-protocol",
          "no way is known to: " + Repositories.describe(asked),
          "give the repository a plain https: URL in settings.xml");
    }
    boolean clear = blocked.stream().anyMatch(each -> each.getId().equals(HTTP_BLOCKER));
    List<RemoteRepository> behind =
        blocked.stream().flatMap(each -> each.getMirroredRepositories().stream()).toList();
    return error(
        "maven-blocked",
        "%s: %s"
            .formatted(
                clear
                    ? "a repository on another machine is not asked in the clear"
                    : "a mirror of the settings blocks the way",
                Repositories.describe(behind)),
        "give the repository an https: URL in settings.xml, or a mirror that has one");
  }

  private Problem unreachable() {
    HttpTransporterException answer = first(HttpTransporterException.class, any -> true);
    return error(
        "maven-unreachable",
        "%s cannot be read for %s: %s"
            .formatted(
                culprits(),
                subject(),
                answer == null
                    ? Repositories.withoutSecrets(deepest())
                    : "it answers " + answer.getStatusCode()),
        "see whether the repository is up, and the proxy in settings.xml is right");
  }

  /** The innermost cause of a transfer that failed. */
  private String deepest() {
    Throwable cause = first(ArtifactTransferException.class, each -> !isNotFound(each));
    if (cause == null) {
      cause = first(MetadataTransferException.class, each -> !isNotFound(each));
    }
    String text = "";
    for (; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      text = message == null ? cause.getClass().getSimpleName() : message;
    }
    return text;
  }

  /** The repositories that failed. */
  private String culprits() {
    List<RemoteRepository> repositories = new ArrayList<>();
    for (Throwable each : all) {
      RemoteRepository repository = repositoryOf(each);
      if (repository != null && !isNotFound(each) && !repositories.contains(repository)) {
        repositories.add(repository);
      }
    }
    return Repositories.describe(repositories.isEmpty() ? asked : repositories);
  }

  private static @Nullable RemoteRepository repositoryOf(Throwable failure) {
    if (failure instanceof ArtifactTransferException artifact) {
      return artifact.getRepository();
    }
    return failure instanceof MetadataTransferException metadata ? metadata.getRepository() : null;
  }

  /** What failed: the artifact asked for, or one that it needs. */
  private String subject() {
    for (Throwable each : all) {
      if (each instanceof ArtifactTransferException transfer && transfer.getArtifact() != null) {
        Artifact artifact = transfer.getArtifact();
        return artifact.toString();
      }
    }
    return wanted.toString();
  }

  private <T extends Throwable> @Nullable T first(Class<T> type, Predicate<T> which) {
    return all.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(which)
        .findFirst()
        .orElse(null);
  }

  private static boolean isAuthentication(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("too many authentication attempts");
  }

  private static boolean isNotFound(Throwable failure) {
    return failure instanceof ArtifactNotFoundException
        || failure instanceof MetadataNotFoundException;
  }

  private Problem error(String code, String what, String cure) {
    return Problem.error(code, wanted.toString(), what, cure);
  }
}
