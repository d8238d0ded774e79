package dev.pluginswap.install;

import dev.pluginswap.bundle.Digest;
import dev.pluginswap.runtime.Generation;
import dev.pluginswap.runtime.PluginRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which version was made of which archive, in this JVM and as far back as fits: so that an archive
 * that is still the same need not be fetched again. Safe for use by any thread.
 */
final class Archives {

  private static final int MOST = 256;

  /** A version that was unpacked. */
  record Version(String plugin, String version, Digest digest) {}

  /** By the SHA-256 of the archive as it was fetched, the oldest first. Guarded by this. */
  private final Map<String, Version> versions = new LinkedHashMap<>();

  synchronized void remember(@Nullable String sha256, Version version) {
    if (sha256 == null) {
      return;
    }
    versions.remove(sha256);
    versions.put(sha256, version);
    if (versions.size() > MOST) {
      versions.remove(versions.keySet().iterator().next());
    }
  }

  /** What was made of an archive; null when that is not known. */
  synchronized @Nullable Version of(@Nullable String sha256) {
    return sha256 == null ? null : versions.get(sha256);
  }

  boolean isLive(String sha256, PluginRuntime runtime) {
    Version version = of(sha256);
    Generation live = version == null ? null : runtime.live(version.plugin());
    return version != null && live != null && live.digest().equals(version.digest());
  }
}
