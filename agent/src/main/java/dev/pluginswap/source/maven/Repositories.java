package dev.pluginswap.source.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Repository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.jspecify.annotations.Nullable;

/** The repositories of the active profiles, and Maven Central. */
final class Repositories {

  private static final String CENTRAL = "central";
  private static final String CENTRAL_URL = "https://repo.maven.apache.org/maven2";

  /** {@code user:password@} in a URL, and whatever follows its path. */
  private static final Pattern SECRETS = Pattern.compile("(?<=://)[^/@\\s]*@|[?#]\\S*");

  private Repositories() {}

  /** Before mirrors and credentials come in. */
  static List<RemoteRepository> of(UserSettings user) {
    List<RemoteRepository> repositories = new ArrayList<>();
    for (Profile profile : ActiveProfiles.of(user.settings(), user.system())) {
      for (Repository each : profile.getRepositories()) {
        if (repositories.stream().noneMatch(known -> known.getId().equals(each.getId()))) {
          repositories.add(
              new RemoteRepository.Builder(each.getId(), "default", each.getUrl())
                  .setReleasePolicy(policy(each.getReleases()))
                  .setSnapshotPolicy(policy(each.getSnapshots()))
                  .build());
        }
      }
    }
    if (repositories.stream().noneMatch(known -> known.getId().equals(CENTRAL))) {
      repositories.add(
          new RemoteRepository.Builder(CENTRAL, "default", CENTRAL_URL)
              .setReleasePolicy(policy(true))
              .setSnapshotPolicy(policy(false))
              .build());
    }
    return repositories;
  }

  private static RepositoryPolicy policy(
      org.apache.maven.settings.@Nullable RepositoryPolicy policy) {
    return policy(policy == null || policy.isEnabled());
  }

  private static RepositoryPolicy policy(boolean enabled) {
    return new RepositoryPolicy(
        enabled, RepositoryPolicy.UPDATE_POLICY_ALWAYS, RepositoryPolicy.CHECKSUM_POLICY_FAIL);
  }

  /** For a person, without credentials: {@code central (https://…), internal (https://…)}. */
  static String describe(List<RemoteRepository> repositories) {
    return repositories.stream()
        .map(each -> "%s (%s)".formatted(each.getId(), withoutSecrets(each.getUrl())))
        .collect(Collectors.joining(", "));
  }

  /** The text without what URLs in it may hide. */
  static String withoutSecrets(String text) {
    return SECRETS.matcher(text).replaceAll("");
  }
}
