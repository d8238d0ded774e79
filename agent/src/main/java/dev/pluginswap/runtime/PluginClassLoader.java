package dev.pluginswap.runtime;

import dev.pluginswap.api.Plugin;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Delegation;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one generation. The plugin comes first and then the workspace, except for
 * what the JDK has, the agent's API, and the packages that the workspace exports.
 *
 * <p>Reads from the real paths of an immutable version directory. Honours multi-release and signed
 * jars, and finds native libraries under {@code native/} and {@code lib/} of the bundle.
 */
public final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  /**
   * Of the agent's classes the one that poll points name, seen only by classes that may have them.
   */
  private static final String POLL_POINT = PollPoint.class.getName();

  private final List<Path> libraryDirectories;
  private final ClassLoader workspace;
  private final Delegation delegation;

  /** What its poll points call; null if its classes have none. */
  private final @Nullable PollSite polls;

  PluginClassLoader(
      String name,
      Bundle bundle,
      ClassLoader workspace,
      Delegation delegation,
      @Nullable PollSite polls) {
    super(name, urls(bundle), workspace, new UncachedJars());
    this.libraryDirectories = libraryDirectories(bundle);
    this.workspace = workspace;
    this.delegation = delegation;
    this.polls = polls;
  }

  /** What its poll points call; null if its classes have none. */
  @Nullable PollSite polls() {
    return polls;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (polls != null && name.equals(POLL_POINT)) {
      return PollPoint.class;
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      if (type == null) {
        type = delegate(name);
      }
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  private Class<?> delegate(String name) throws ClassNotFoundException {
    return switch (delegation.of(name)) {
      case JDK_ONLY -> ClassLoader.getPlatformClassLoader().loadClass(name);
      case API -> Class.forName(name, false, Plugin.class.getClassLoader());
      case JDK_FIRST -> {
        Class<?> type = orNull(ClassLoader.getPlatformClassLoader(), name);
        yield type != null ? type : pluginFirst(name);
      }
      case WORKSPACE_FIRST -> {
        Class<?> type = orNull(workspace, name);
        yield type != null ? type : findClass(name);
      }
      case PLUGIN_FIRST -> pluginFirst(name);
    };
  }

  private Class<?> pluginFirst(String name) throws ClassNotFoundException {
    try {
      return findClass(name);
    } catch (ClassNotFoundException notThePlugins) {
      return workspace.loadClass(name);
    }
  }

  private static @Nullable Class<?> orNull(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      return null; // the next one is asked
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : workspace.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    all.addAll(Collections.list(workspace.getResources(name)));
    return Collections.enumeration(all);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    // Not the inherited one: it would close the workspace's own shared jar files together with
    // this loader.
    URL own = findResource(name);
    if (own == null) {
      return workspace.getResourceAsStream(name);
    }
    try {
      return own.openStream();
    } catch (IOException e) {
      return null; // as every class loader answers for a resource that cannot be read
    }
  }

  /** The class if this loader itself has defined it already; null otherwise. Loads nothing. */
  @Nullable Class<?> loadedOwn(String name) {
    Class<?> type = findLoadedClass(name);
    return type != null && type.getClassLoader() == this ? type : null;
  }

  @Override
  protected @Nullable String findLibrary(String name) {
    String file = System.mapLibraryName(name);
    for (Path directory : libraryDirectories) {
      Path library = directory.resolve(file);
      if (Files.isRegularFile(library)) {
        return library.toString();
      }
    }
    return null; // java.library.path is searched next
  }

  /** Where the native libraries of a bundle are found, in this order. */
  public static List<Path> libraryDirectories(Bundle bundle) {
    return List.of(bundle.root().resolve("native"), bundle.root().resolve("lib"));
  }

  private static URL[] urls(Bundle bundle) {
    return bundle.classPath().stream().map(PluginClassLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a class path entry: " + path, e);
    }
  }
}
