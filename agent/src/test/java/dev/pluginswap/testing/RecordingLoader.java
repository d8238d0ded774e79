package dev.pluginswap.testing;

import dev.pluginswap.verify.LoadedClasses;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A workspace's loader that knows what it has defined, and which of its files were read. */
public final class RecordingLoader extends URLClassLoader implements LoadedClasses {

  private final List<Class<?>> defined = new CopyOnWriteArrayList<>();
  private final List<String> read = new CopyOnWriteArrayList<>();

  /** Over a jar or directory, above the JDK. */
  public RecordingLoader(String name, Path jar) throws MalformedURLException {
    super(name, new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> type = super.findClass(name);
    defined.add(type);
    return type;
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    InputStream in = super.getResourceAsStream(name);
    if (in != null) {
      read.add(name);
    }
    return in;
  }

  /** As an Instrumentation answers. */
  @Override
  public Class<?>[] of(ClassLoader loader) {
    return loader == this ? defined.toArray(Class<?>[]::new) : new Class<?>[0];
  }

  /** The resources that were read so far, each time it was. */
  public List<String> read() {
    return List.copyOf(read);
  }
}
