package dev.pluginswap.verify;

import dev.pluginswap.bundle.PackagePattern;
import dev.pluginswap.bundle.Version;
import org.jspecify.annotations.Nullable;

/**
 * Packages that the workspace offers to plugins.
 *
 * @param pattern {@code com.acme.api}, or {@code com.acme.api.*} for the packages below it too
 * @param version the declared version; null for the packages' Implementation-Version
 */
public record Export(String pattern, @Nullable Version version) {

  boolean covers(String packageName) {
    return new PackagePattern(pattern).covers(packageName);
  }
}
