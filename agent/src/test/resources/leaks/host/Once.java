package host;

import java.net.URL;
import java.net.URLStreamHandlerFactory;
import java.util.concurrent.atomic.AtomicReference;

/** A factory of the host that asks plugins. */
public final class Once {

  public static final AtomicReference<URLStreamHandlerFactory> FACTORY = new AtomicReference<>();

  static {
    URL.setURLStreamHandlerFactory(
        protocol -> {
          URLStreamHandlerFactory factory = FACTORY.get();
          return factory == null ? null : factory.createURLStreamHandler(protocol);
        });
  }

  private Once() {}
}
