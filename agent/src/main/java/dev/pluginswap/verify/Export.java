package dev.pluginswap.verify;

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
    if (!pattern.endsWith(".*")) {
      return pattern.equals(packageName);
    }
    String root = pattern.substring(0, pattern.length() - 2);
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }
}
