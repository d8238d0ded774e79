package dev.pluginswap.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the core and its libraries out of {@code core/} in the agent's jar, isolated from the
 * application: a Jackson on the class path is not seen by the core, and the core's Jackson is not
 * seen by the application.
 *
 * <p>Looks here first and in the platform loader second; only {@value #API} and {@value #ATTACH}
 * come from the system loader. The jar is opened once and stays open as long as this loader lives.
 */
final class CoreLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** Where the core lies in the jar. */
  private static final String PREFIX = "core/";

  /** Shared with the application, which may have brought it along. */
  private static final String API = "dev.pluginswap.api.";

  /** The command line attaches; the JDK has this package in the system loader. */
  private static final String ATTACH = "com.sun.tools.attach.";

  private final JarFile jar;
  private final ClassLoader system;
  private final JarResources resources;
  private final ProtectionDomain domain;

  /** {@code Implementation-Version} of the jar, given to the core's own packages. */
  private final @Nullable String version;

  /**
   * A loader for the core in {@code path}.
   *
   * @param system where the API comes from
   * @throws IOException if the jar cannot be read
   */
  CoreLoader(Path path, ClassLoader system) throws IOException {
    super("plugin-swap", ClassLoader.getPlatformClassLoader());
    this.system = system;
    // The jar is not signed, and multi-release entries are left out of it when it is built.
    this.jar =
        new JarFile(new File(path.toString()), false, ZipFile.OPEN_READ, JarFile.baseVersion());
    this.resources = new JarResources(jar, path);
    this.domain =
        new ProtectionDomain(
            new CodeSource(path.toUri().toURL(), (Certificate[]) null), null, this, null);
    Manifest manifest = jar.getManifest();
    this.version =
        manifest == null
            ? null
            : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(API) || name.startsWith(ATTACH)) {
      return system.loadClass(name);
    }
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        JarEntry entry = jar.getJarEntry(entryOfClass(name));
        loaded = entry == null ? super.loadClass(name, false) : define(name, entry);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> define(String name, JarEntry entry) throws ClassNotFoundException {
    byte[] bytes;
    try (InputStream in = jar.getInputStream(entry)) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(
          name + " (cannot read " + entry.getName() + " in " + jar.getName() + ")", e);
    }
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    String name = dot < 0 ? "" : className.substring(0, dot);
    if (name.isEmpty() || getDefinedPackage(name) != null) {
      return;
    }
    boolean own = name.startsWith("dev.pluginswap.");
    try {
      definePackage(
          name, null, null, null, own ? "plugin-swap" : null, own ? version : null, null, null);
    } catch (IllegalArgumentException e) {
      if (getDefinedPackage(name) == null) { // else another thread was faster, which is fine
        throw e;
      }
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    if (isShared(name)) {
      return system.getResource(name);
    }
    URL own = findResource(name);
    return own != null ? own : getParent().getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (isShared(name)) {
      return system.getResources(name);
    }
    List<URL> urls = new ArrayList<>();
    URL own = findResource(name);
    if (own != null) {
      urls.add(own);
    }
    urls.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(urls);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    try {
      return resources.find(entryOfResource(name));
    } catch (MalformedURLException e) {
      throw new IllegalStateException("no URL for " + name + " in " + jar.getName(), e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  private static boolean isShared(String resource) {
    return resource.startsWith("dev/pluginswap/api/");
  }

  private static String entryOfClass(String name) {
    return PREFIX + name.replace('.', '/') + ".classdata";
  }

  /** Class files are read as resources too, by Byte Buddy among others. */
  private static String entryOfResource(String name) {
    return PREFIX + (name.endsWith(".class") ? name + "data" : name);
  }
}
