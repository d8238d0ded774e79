package dev.pluginswap.install;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.source.MavenSettings;
import dev.pluginswap.source.SourceSettings;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.unload.Unloading;
import dev.pluginswap.verify.LoadedClasses;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle against a class path instead of a running JVM: the same dry run, in a plugins
 * directory that is thrown away. The Java version is this JVM's.
 */
public final class OfflineVerification {

  private OfflineVerification() {}

  /**
   * Verifies.
   *
   * @param source where the bundle is
   * @param described what stands for the workspace
   * @throws IOException if the class path or the temporary directory cannot be used
   * @throws IllegalArgumentException if the source is blank or an export is malformed
   */
  public static InstallReport verify(String source, HostDescription described) throws IOException {
    for (Path element : described.classPath()) {
      if (!Files.exists(element)) {
        throw new NoSuchFileException(element.toString(), null, "the host class path names it");
      }
    }
    WorkspaceApi api = WorkspaceApi.parse(described.exports());
    Path directory = Files.createTempDirectory("plugin-swap-verify");
    try (URLClassLoader host = workspace(described.classPath());
        Installer installer =
            Installer.over(
                PluginStore.open(
                    directory, Disk.of(directory), Clock.systemUTC(), new SecureRandom()),
                new PluginRuntime(new RuntimeSettings(host, api.patterns(), described.others())),
                Sources.standard(SourceSettings.DEFAULTS, new MavenSettings(null, api::covers)),
                new WorkspaceView(
                    host,
                    Runtime.version(),
                    api.exports(),
                    described.others(),
                    LoadedClasses.UNKNOWN),
                InstallSettings.DEFAULTS.withLinkage(described.linkage()),
                Guards.NONE,
                Unloading.NONE)) {
      return installer.verify(InstallRequest.of(source));
    } finally {
      deleteAll(directory);
    }
  }

  private static URLClassLoader workspace(List<Path> classPath) throws MalformedURLException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return new URLClassLoader("host", urls, ClassLoader.getPlatformClassLoader());
  }

  private static void deleteAll(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
