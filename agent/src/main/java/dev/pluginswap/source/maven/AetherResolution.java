package dev.pluginswap.source.maven;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.source.MavenCoordinates;
import dev.pluginswap.source.MavenResolution;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorPolicy;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Resolves with Apache Maven Resolver, by the rules of Maven 3. Settings are read anew each time,
 * and nothing is held between two resolutions but classes.
 */
public final class AetherResolution implements MavenResolution {

  /** Milliseconds until a repository has to have accepted a connection. */
  private static final int CONNECT_TIMEOUT = 10_000;

  /** Milliseconds until it has to have begun its answer. */
  private static final int REQUEST_TIMEOUT = 60_000;

  /** Called by the loader. */
  public AetherResolution() {}

  @Override
  public Resolved resolve(MavenCoordinates wanted, @Nullable Path settings, long maxBytes)
      throws BundleRefusedException {
    UserSettings user = UserSettings.read(settings);
    Download download = new Download(maxBytes);
    RepositorySystem system = new ResolverSupplier().get();
    try (CloseableSession session = session(system, user, download)) {
      List<RemoteRepository> repositories =
          system.newResolutionRepositories(session, Repositories.of(user));
      return new Search(system, session, repositories, wanted).run();
    } catch (BundleRefusedException e) {
      if (download.isExceeded()) {
        throw tooMany(wanted, maxBytes);
      }
      throw e;
    } finally {
      system.shutdown();
    }
  }

  private static CloseableSession session(
      RepositorySystem system, UserSettings user, Download download) {
    return new SessionBuilderSupplier(system)
        .get()
        .withLocalRepositoryBaseDirectories(user.localRepository())
        .setSystemProperties(user.system())
        .setConfigProperty("aether.transport.http.connectTimeout", CONNECT_TIMEOUT)
        .setConfigProperty("aether.transport.http.requestTimeout", REQUEST_TIMEOUT)
        .setOffline(user.settings().isOffline())
        .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
        .setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS)
        // Whoever repeats an install has mended something, and the answer of before is stale.
        .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
        // A dependency that got lost in a broken POM would be missed at run time only.
        .setArtifactDescriptorPolicy(
            new SimpleArtifactDescriptorPolicy(ArtifactDescriptorPolicy.IGNORE_MISSING))
        // The user says which repositories are asked, not whoever wrote a POM.
        .setIgnoreArtifactDescriptorRepositories(true)
        .setMirrorSelector(Selectors.mirrors(user))
        .setProxySelector(Selectors.proxies(user))
        .setAuthenticationSelector(Selectors.servers(user))
        .setTransferListener(download)
        .build();
  }

  private static BundleRefusedException tooMany(MavenCoordinates wanted, long maxBytes) {
    return new BundleRefusedException(
        List.of(
            Problem.error(
                "too-many-bytes",
                wanted.toString(),
                "more than %d bytes would have to be downloaded".formatted(maxBytes),
                "raise maxBundleBytes, or see what the artifact depends on")));
  }
}
