package dev.pluginswap.verify;

import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.bundle.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The workspace, as verification sees it.
 *
 * @param loader the loader that sees the application's classes: the parent of every plugin
 * @param java the Java version that the plugin will run on
 * @param exports the packages that the application offers
 * @param others who is asked first for classes that are neither the JDK's nor exported
 * @param loaded tells which classes are loaded, and so may differ from their class files
 */
public record WorkspaceView(
    ClassLoader loader,
    Runtime.Version java,
    List<Export> exports,
    Delegation.Order others,
    LoadedClasses loaded) {

  /** Copies the list. */
  public WorkspaceView {
    exports = List.copyOf(exports);
    Objects.requireNonNull(loaded, "loaded");
  }

  /** A workspace in which a plugin's own classes come first. */
  public WorkspaceView(
      ClassLoader loader, Runtime.Version java, List<Export> exports, LoadedClasses loaded) {
    this(loader, java, exports, Delegation.Order.PLUGIN_FIRST, loaded);
  }

  /** The same, with classes that are read from its loader's resources alone. */
  public WorkspaceView(ClassLoader loader, Runtime.Version java, List<Export> exports) {
    this(loader, java, exports, LoadedClasses.UNKNOWN);
  }

  /** Whether the application offers the package to plugins. */
  public boolean exports(String packageName) {
    for (Export export : exports) {
      if (export.covers(packageName)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The version of an API package: what {@code exports} declares, else the Implementation-Version
   * of the jar that holds the package.
   *
   * @return empty when neither says a version
   */
  public Optional<Version> versionOf(String packageName) {
    for (Export export : exports) {
      if (export.covers(packageName) && export.version() != null) {
        return Optional.of(export.version());
      }
    }
    // Asked of the jar, not of a Package object: that exists only once a class of it was loaded.
    URL directory = loader.getResource(packageName.replace('.', '/') + "/");
    String implementation =
        directory == null ? null : implementationVersion(directory, packageName);
    if (implementation == null) {
      Package loaded = loader.getDefinedPackage(packageName);
      implementation = loaded == null ? null : loaded.getImplementationVersion();
    }
    return implementation == null ? Optional.empty() : parsed(implementation);
  }

  private static @Nullable String implementationVersion(URL directory, String packageName) {
    String path = packageName.replace('.', '/') + "/";
    String url = directory.toString();
    if (!url.startsWith("jar:") || !url.endsWith(path)) {
      return null;
    }
    String manifestUrl = url.substring(0, url.length() - path.length()) + "META-INF/MANIFEST.MF";
    try (InputStream in = new URL(manifestUrl).openStream()) {
      Manifest manifest = new Manifest(in);
      Attributes own = manifest.getAttributes(path);
      String ofPackage = own == null ? null : own.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return ofPackage != null
          ? ofPackage
          : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    } catch (IOException e) {
      return null; // a jar without a readable manifest says no version: the caller reports just
      // that
    }
  }

  private static Optional<Version> parsed(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // free text in a manifest is no version
    }
  }
}
