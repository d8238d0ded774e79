package dev.pluginswap.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides, by the package of a class, who is asked for it first: what class loading and
 * verification must decide in the same way. Immutable.
 */
public final class Delegation {

  /** Who is asked first. */
  public enum Order {
    /** Nobody but the JDK: only it may define {@code java.*}. */
    JDK_ONLY,
    /** The JDK, then as {@link #PLUGIN_FIRST}. */
    JDK_FIRST,
    /** The loader of the agent's own API, and nobody else. */
    API,
    /** The workspace, then the plugin: of packages that are exported. */
    WORKSPACE_FIRST,
    /** The plugin, then the workspace. */
    PLUGIN_FIRST
  }

  private static final String API_PACKAGE = "dev.pluginswap.api";

  /** All packages of the modules that the boot and the platform loader define. */
  private static final Set<String> JDK_PACKAGES = jdkPackages();

  /** What the workspace exports. */
  private final List<PackagePattern> exports;

  private final Order others;

  /**
   * The rules of a workspace.
   *
   * @param exports the packages that it exports, each as {@link PackagePattern}
   * @param others who is asked first for what is neither the JDK's nor exported
   */
  public Delegation(List<String> exports, Order others) {
    List<PackagePattern> patterns = new ArrayList<>();
    for (String export : exports) {
      patterns.add(new PackagePattern(export));
    }
    this.exports = List.copyOf(patterns);
    this.others = others;
  }

  /** The rules of a workspace in which a plugin's own classes come first. */
  public Delegation(List<String> exports) {
    this(exports, Order.PLUGIN_FIRST);
  }

  /** The order for a class, by its binary name. */
  public Order of(String className) {
    int dot = className.lastIndexOf('.');
    String packageName = dot < 0 ? "" : className.substring(0, dot);
    if (packageName.startsWith("java.")) {
      return Order.JDK_ONLY;
    }
    if (packageName.equals(API_PACKAGE)) {
      return Order.API;
    }
    if (JDK_PACKAGES.contains(packageName)) {
      return Order.JDK_FIRST;
    }
    for (PackagePattern pattern : exports) {
      if (pattern.covers(packageName)) {
        return Order.WORKSPACE_FIRST;
      }
    }
    return others;
  }

  private static Set<String> jdkPackages() {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    Set<String> packages = new HashSet<>(1 << 11);
    for (Module module : ModuleLayer.boot().modules()) {
      if (module.getClassLoader() == null || module.getClassLoader() == platform) {
        packages.addAll(module.getPackages());
      }
    }
    return Collections.unmodifiableSet(packages);
  }
}
