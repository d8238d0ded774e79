package dev.pluginswap.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Coordinates;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.JarManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Artifacts of the user's Maven repositories. A jar comes with the jars that it needs at run time,
 * as a bundle with all of them in {@code lib/}; what the workspace exports is left out. Whatever is
 * a bundle by itself comes alone.
 */
final class MavenSource implements Source {

  /** How often the deadline is looked at, in milliseconds. */
  private static final long PATIENCE = 50;

  private final MavenSettings settings;
  private final Supplier<MavenResolution> loader;

  /** Made for the first source; guarded by this. */
  private @Nullable MavenResolution resolution;

  MavenSource(MavenSettings settings) {
    this(settings, MavenLoader::load);
  }

  /**
   * For tests.
   *
   * @param loader asked once, when the first artifact is
   */
  MavenSource(MavenSettings settings, Supplier<MavenResolution> loader) {
    this.settings = settings;
    this.loader = loader;
  }

  @Override
  public boolean handles(String source) {
    return MavenCoordinates.isNamedBy(source);
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    MavenCoordinates wanted = MavenCoordinates.parse(request.source());
    MavenResolution resolver = resolution();
    MavenResolution.Resolved resolved =
        within(
            request.deadline(),
            wanted,
            () -> resolver.resolve(wanted, settings.file(), request.limits().maxBytes()));
    Coordinates coordinates = new Coordinates(wanted.artifact(), resolved.version());
    String fileName = resolved.main().getFileName().toString();
    if (!fileName.endsWith(".jar") || !JarContent.isPlainJar(resolved.main())) {
      return new Fetched(resolved.main(), fileName, coordinates);
    }
    List<MavenResolution.Dependency> needed =
        JarContent.without(resolved.dependencies(), settings.exported(), request.deadline());
    return needed.isEmpty()
        ? new Fetched(resolved.main(), fileName, coordinates)
        : new Fetched(
            assemble(resolved.main(), needed, coordinates, request), fileName, coordinates);
  }

  private synchronized MavenResolution resolution() {
    if (resolution == null) {
      resolution = loader.get();
    }
    return resolution;
  }

  /** The bundle of a jar and others: a directory in the scratch directory. */
  private static Path assemble(
      Path main,
      List<MavenResolution.Dependency> needed,
      Coordinates coordinates,
      FetchRequest request)
      throws IOException, BundleRefusedException {
    Path bundle = Files.createDirectory(request.scratch().resolve("bundle"));
    Path lib = Files.createDirectory(bundle.resolve("lib"));
    String mainName = main.getFileName().toString();
    Files.writeString(
        bundle.resolve("plugin.json"), JarManifest.json(main, mainName, coordinates), UTF_8);
    Set<String> taken = new HashSet<>();
    long left = request.limits().maxBytes();
    left = copy(main, lib.resolve(mainName), left, request);
    taken.add(mainName);
    for (MavenResolution.Dependency each : needed) {
      String name = each.file().getFileName().toString();
      if (!taken.add(name)) {
        name = each.group() + "-" + name;
        taken.add(name);
      }
      left = copy(each.file(), lib.resolve(name), left, request);
    }
    return bundle;
  }

  /** Returns how many bytes are left to be copied. */
  private static long copy(Path from, Path to, long left, FetchRequest request)
      throws IOException, BundleRefusedException {
    request.deadline().check();
    long rest = left - Files.size(from);
    if (rest < 0) {
      throw new BundleRefusedException(
          List.of(
              Problem.error(
                  "too-many-bytes",
                  request.source(),
                  "the artifact and its dependencies have more than %d bytes"
                      .formatted(request.limits().maxBytes()),
                  "raise maxBundleBytes, or export what the workspace has of them")));
    }
    Files.copy(from, to);
    return rest;
  }

  /**
   * Runs work on a thread that is interrupted and left alone when time is up: a library that waits
   * for a server cannot be made to look at the deadline.
   */
  private static MavenResolution.Resolved within(
      Deadline deadline, MavenCoordinates wanted, Callable<MavenResolution.Resolved> work)
      throws IOException, BundleRefusedException {
    FutureTask<MavenResolution.Resolved> task = new FutureTask<>(work);
    Threads.daemon("plugin-swap-maven " + wanted.artifact(), task).start();
    try {
      while (true) {
        deadline.check();
        try {
          return task.get(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // the next look at the deadline
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while resolving " + wanted, e);
    } finally {
      task.cancel(true);
    }
  }

  private static IOException rethrown(@Nullable Throwable cause)
      throws IOException, BundleRefusedException {
    if (cause instanceof BundleRefusedException refused) {
      throw refused;
    }
    if (cause instanceof IOException failure) {
      throw failure;
    }
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return new IOException(cause);
  }
}
