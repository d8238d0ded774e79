package dev.pluginswap.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads Apache Maven Resolver, and what calls it, out of {@code maven/} beside the core's classes:
 * only when the first {@code mvn:} source is fetched, and out of the way of everything else. Looks
 * there first, and asks the core's loader for what is not there.
 */
final class MavenLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final String IMPLEMENTATION = "dev.pluginswap.source.maven.AetherResolution";

  /** Where the classes lie, as resources of the core. */
  private static final String PREFIX = "maven/";

  private final ClassLoader core;

  private MavenLoader(ClassLoader core) {
    super("plugin-swap-maven", core);
    this.core = core;
  }

  /**
   * Loads the resolver.
   *
   * @throws IllegalStateException if the agent's jar lacks it
   */
  static MavenResolution load() {
    ClassLoader core = MavenLoader.class.getClassLoader();
    // In the build's own tests nothing is packed, and all libraries are on one class path.
    boolean packed = core.getResource(entryOfClass(IMPLEMENTATION)) != null;
    try {
      return Class.forName(IMPLEMENTATION, true, packed ? new MavenLoader(core) : core)
          .asSubclass(MavenResolution.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the resolver of mvn: sources does not load out of plugin-swap.jar: " + e, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        URL own = name.startsWith("java.") ? null : core.getResource(entryOfClass(name));
        loaded = own == null ? core.loadClass(name) : define(name, own);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> define(String name, URL own) throws ClassNotFoundException {
    byte[] bytes;
    try (InputStream in = own.openStream()) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " (cannot read " + own + ")", e);
    }
    return defineClass(name, bytes, 0, bytes.length, MavenLoader.class.getProtectionDomain());
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? core.getResource(name) : own;
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return core.getResource(PREFIX + (name.endsWith(".class") ? name + "data" : name));
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  private static String entryOfClass(String name) {
    return PREFIX + name.replace('.', '/') + ".classdata";
  }
}
