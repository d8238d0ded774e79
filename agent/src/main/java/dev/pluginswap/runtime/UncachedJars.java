package dev.pluginswap.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@code jar:} URLs of a plugin's resources open their own jar file.
 *
 * <p>The JDK's handler keeps the jar files that it opens in a cache of the JVM that nobody empties:
 * a retired version's jars would stay open for ever, and could not be deleted on Windows.
 */
final class UncachedJars implements URLStreamHandlerFactory {

  @Override
  public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
    return protocol.equals("jar") ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      try {
        // By its text, so that the JDK's own handler opens it.
        URLConnection connection = new URI(url.toExternalForm()).toURL().openConnection();
        connection.setUseCaches(false);
        return connection;
      } catch (URISyntaxException e) {
        throw new IOException("cannot open " + url, e);
      }
    }
  }
}
