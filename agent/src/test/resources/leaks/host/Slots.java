package host;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;

/** Places of the JDK that hold one object each; in all of them is one of the host's. */
final class Slots {

  private static final List<Slot<?>> ALL = new ArrayList<>();

  private Slots() {}

  private record Slot<T>(String name, T own, Supplier<T> get, Consumer<T> set) {

    boolean isOwn() {
      T now = get.get();
      return own instanceof TimeZone // which is copied
          ? own.equals(now) && own.getClass() == now.getClass()
          : own == now;
    }

    void restore() {
      if (!isOwn()) {
        set.accept(own);
      }
    }
  }

  /** Fills them. */
  static void establish() {
    own(
        "uncaught exception handler",
        (thread, failure) -> System.out.println("uncaught in " + thread + ": " + failure),
        Thread::getDefaultUncaughtExceptionHandler,
        Thread::setDefaultUncaughtExceptionHandler);
    own("authenticator", new Authenticator() {}, Authenticator::getDefault, Authenticator::setDefault);
    own("proxy selector", new NoProxies(), ProxySelector::getDefault, ProxySelector::setDefault);
    own("cookie handler", new CookieManager(), CookieHandler::getDefault, CookieHandler::setDefault);
    own("response cache", null, ResponseCache::getDefault, ResponseCache::setDefault);
    own(
        "file name map",
        name -> "text/own",
        URLConnection::getFileNameMap,
        URLConnection::setFileNameMap);
    own(
        "hostname verifier",
        (name, session) -> false,
        HttpsURLConnection::getDefaultHostnameVerifier,
        HttpsURLConnection::setDefaultHostnameVerifier);
    own(
        "log writer of DriverManager",
        new PrintWriter(PrintWriter.nullWriter()),
        DriverManager::getLogWriter,
        DriverManager::setLogWriter);
    own("time zone", new SimpleTimeZone(0, "UTC"), TimeZone::getDefault, TimeZone::setDefault);
    own("standard output", new PrintStream(System.out, true), () -> System.out, System::setOut);
    own("standard error", System.err, () -> System.err, System::setErr);
    own("standard input", InputStream.nullInputStream(), () -> System.in, System::setIn);
  }

  private static <T> void own(String name, T object, Supplier<T> get, Consumer<T> set) {
    set.accept(object);
    ALL.add(new Slot<>(name, object, get, set));
  }

  /** Names of those in which something else is. */
  static List<String> taken() {
    return ALL.stream().filter(slot -> !slot.isOwn()).map(Slot::name).toList();
  }

  /** Puts the host's back. */
  static void restore() {
    ALL.forEach(Slot::restore);
  }

  private static final class NoProxies extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, java.io.IOException failure) {}
  }
}
