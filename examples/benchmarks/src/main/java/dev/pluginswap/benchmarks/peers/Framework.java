package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One that replaces the plugin, running in this JVM. Lookups and calls may come from any thread.
 */
interface Framework extends AutoCloseable {

  /**
   * The service as a host finds it each time that it needs it.
   *
   * @return null if there is none
   */
  @Nullable Service lookup();

  /** The service, which must be there. */
  default Service found() {
    Service service = lookup();
    if (service == null) {
      throw new IllegalStateException("no service is found; was a bundle installed?");
    }
    return service;
  }

  /**
   * Makes that version the running one, in place of the one before if there is one. Returns when it
   * says that this is done.
   *
   * @param bundle a jar that was {@linkplain SubjectJars made} for it
   * @throws Exception whatever it throws
   */
  void update(Path bundle) throws Exception;

  /** How long each phase of the last update took, in order; empty if it does not say. */
  default Map<String, Duration> phases() {
    return Map.of();
  }

  /** Whether what a call threw says that there is no service. */
  default boolean saysNoneFound(Throwable thrown) {
    return false;
  }

  @Override
  void close() throws Exception;
}
