package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A new class loader for each version, and a volatile field for the provider out of it. */
final class PlainLoaders implements Framework {

  /** Null before the first update. */
  private @Nullable URLClassLoader loader;

  /** Null before the first update. */
  private volatile @Nullable Service current;

  @Override
  public @Nullable Service lookup() {
    return current;
  }

  @Override
  public void update(Path bundle) throws IOException, ReflectiveOperationException {
    URLClassLoader next =
        new URLClassLoader(new URL[] {bundle.toUri().toURL()}, PlainLoaders.class.getClassLoader());
    current =
        (Service) next.loadClass(SubjectSources.PROVIDER).getDeclaredConstructor().newInstance();
    close();
    loader = next;
  }

  @Override
  public void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }
}
