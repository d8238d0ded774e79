package dev.pluginswap.bundle;

/**
 * Packages, as the option {@code exports} names them: what class loading and verification must read
 * in the same way.
 *
 * @param text {@code com.acme.api} for that package alone, {@code com.acme.api.*} for those below
 *     it too
 */
public record PackagePattern(String text) {

  /** Whether the package is meant. */
  public boolean covers(String packageName) {
    if (!text.endsWith(".*")) {
      return text.equals(packageName);
    }
    String root = text.substring(0, text.length() - 2);
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }
}
