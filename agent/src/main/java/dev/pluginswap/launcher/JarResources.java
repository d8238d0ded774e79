package dev.pluginswap.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * URLs into a jar that is open already. The JDK's own {@code jar:} handler would open the file a
 * second time, and keep it open in a cache of the whole JVM.
 */
final class JarResources {

  private final JarFile jar;
  private final String location;
  private final Handler handler = new Handler();

  JarResources(JarFile jar, Path path) {
    this.jar = jar;
    this.location = path.toUri() + "!/";
  }

  /** The URL of an entry; null if the jar has none of that name. */
  @Nullable URL find(String entry) throws MalformedURLException {
    return jar.getJarEntry(entry) == null
        ? null
        : new URL("jar", "", -1, location + entry, handler);
  }

  private final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      String name = url.getFile().substring(location.length());
      JarEntry entry = jar.getJarEntry(name);
      if (entry == null) {
        throw new IOException("no entry " + name + " in " + jar.getName());
      }
      return new Connection(url, entry);
    }
  }

  private final class Connection extends URLConnection {
    private final JarEntry entry;

    Connection(URL url, JarEntry entry) {
      super(url);
      this.entry = entry;
    }

    @Override
    public void connect() {
      connected = true; // the jar is open
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return jar.getInputStream(entry);
    }

    @Override
    public long getContentLengthLong() {
      return entry.getSize();
    }
  }
}
