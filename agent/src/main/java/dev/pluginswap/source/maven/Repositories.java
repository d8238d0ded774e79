package dev.pluginswap.source.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.locator.DefaultModelLocator;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Repository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.jspecify.annotations.Nullable;

/** The repositories of the active profiles, and those that Maven itself knows: Maven Central. */
final class Repositories {

  private static final String MODEL_VERSION = "4.0.0";

  /** {@code user:password@} in a URL, and whatever follows its path. */
  private static final Pattern SECRETS = Pattern.compile("(?<=://)[^/@\\s]*@|[?#]\\S*");

  private Repositories() {}

  /** Before mirrors and credentials come in. */
  static List<RemoteRepository> of(UserSettings user) {
    List<RemoteRepository> repositories = new ArrayList<>();
    for (Profile profile : ActiveProfiles.of(user.settings(), user.system())) {
      for (Repository each : profile.getRepositories()) {
        if (isNew(repositories, each.getId())) {
          repositories.add(
              new RemoteRepository.Builder(each.getId(), "default", each.getUrl())
                  .setReleasePolicy(policy(each.getReleases()))
                  .setSnapshotPolicy(policy(each.getSnapshots()))
                  .build());
        }
      }
    }
    for (org.apache.maven.model.Repository each : ofMaven()) {
      if (isNew(repositories, each.getId())) {
        repositories.add(
            new RemoteRepository.Builder(each.getId(), "default", each.getUrl())
                .setReleasePolicy(policy(isEnabled(each.getReleases())))
                .setSnapshotPolicy(policy(isEnabled(each.getSnapshots())))
                .build());
      }
    }
    return repositories;
  }

  private static boolean isNew(List<RemoteRepository> repositories, String id) {
    return repositories.stream().noneMatch(known -> known.getId().equals(id));
  }

  /** Those of the POM that all others inherit from. */
  private static List<org.apache.maven.model.Repository> ofMaven() {
    DefaultModelProcessor reader =
        new DefaultModelProcessor()
            .setModelLocator(new DefaultModelLocator())
            .setModelReader(new DefaultModelReader());
    return new DefaultSuperPomProvider()
        .setModelProcessor(reader)
        .getSuperModel(MODEL_VERSION)
        .getRepositories();
  }

  private static boolean isEnabled(org.apache.maven.model.@Nullable RepositoryPolicy policy) {
    return policy == null || policy.isEnabled();
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
