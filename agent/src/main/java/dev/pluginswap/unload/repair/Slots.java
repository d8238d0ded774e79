package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Raw;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodType;
import java.nio.charset.Charset;
import java.util.List;

/** The slots that there are, by the names that JDK 17 and 25 have for them. */
final class Slots {

  /** What the JVM begins with between {@code System.out} and its file descriptor, in bytes. */
  private static final int OUT_BUFFER = 128;

  private Slots() {}

  /** All of them, of any release. */
  static List<Slot> all() {
    return List.of(
        Slot.of("java.lang.Thread", "defaultUncaughtExceptionHandler", "default handler"),
        Slot.of("java.lang.System", "security", "security manager").until(23),
        Slot.of("java.lang.System", "out", "System.out", () -> out(FileDescriptor.out, "stdout")),
        Slot.of("java.lang.System", "err", "System.err", () -> out(FileDescriptor.err, "stderr")),
        Slot.of(
            "java.lang.System",
            "in",
            "System.in",
            () -> new BufferedInputStream(new FileInputStream(FileDescriptor.in))),
        Slot.of("java.net.Authenticator", "theAuthenticator", "default authenticator"),
        Slot.of(
            "java.net.ProxySelector",
            "theProxySelector",
            "default proxy selector",
            () -> made("sun.net.spi.DefaultProxySelector")),
        Slot.of("java.net.CookieHandler", "cookieHandler", "default cookie handler"),
        Slot.of("java.net.ResponseCache", "theResponseCache", "default response cache"),
        Slot.of("java.net.URL", "factory", "URL stream handler factory"),
        Slot.of("java.net.URLConnection", "factory", "content handler factory"),
        Slot.of("java.net.URLConnection", "fileNameMap", "file name map"),
        Slot.of("java.net.Socket", "factory", "socket implementation factory"),
        Slot.of("java.net.ServerSocket", "factory", "server socket implementation factory"),
        Slot.of("java.net.DatagramSocket", "factory", "datagram implementation factory"),
        Slot.of("javax.net.SocketFactory", "theFactory", "default socket factory"),
        Slot.of("javax.net.ServerSocketFactory", "theFactory", "default server socket factory"),
        Slot.of("javax.net.ssl.SSLContext", "defaultContext", "default SSL context"),
        Slot.of(
            "javax.net.ssl.HttpsURLConnection",
            "defaultHostnameVerifier",
            "default host name verifier",
            () -> made("javax.net.ssl.HttpsURLConnection$DefaultHostnameVerifier")),
        Slot.of(
            "javax.net.ssl.HttpsURLConnection",
            "defaultSSLSocketFactory",
            "default SSL socket factory"),
        Slot.of("java.io.ObjectInputFilter$Config", "serialFilter", "filter of deserialization"),
        Slot.of(
            "java.io.ObjectInputFilter$Config",
            "serialFilterFactory",
            "filter factory of deserialization",
            () -> made("java.io.ObjectInputFilter$Config$BuiltinFilterFactory")),
        Slot.of("java.util.TimeZone", "defaultTimeZone", "default time zone"),
        Slot.of("javax.security.auth.login.Configuration", "configuration", "login configuration"),
        Slot.of("java.rmi.server.RMISocketFactory", "factory", "RMI socket factory"),
        Slot.of("java.rmi.server.RMISocketFactory", "handler", "RMI failure handler"),
        Slot.of(
            "javax.naming.spi.NamingManager",
            "initctx_factory_builder",
            "builder of initial context factories"),
        Slot.of(
                "javax.naming.spi.NamingManager",
                "object_factory_builder",
                "builder of object factories")
            .until(17),
        new Slot(
            "com.sun.naming.internal.NamingManagerHelper",
            "object_factory_builder",
            "builder of object factories",
            () -> null,
            25,
            Integer.MAX_VALUE),
        Slot.of("javax.management.MBeanServerFactory", "builder", "builder of MBean servers"),
        Slot.of("java.sql.DriverManager", "logWriter", "log writer of JDBC"),
        Slot.of("java.sql.DriverManager", "logStream", "log stream of JDBC"));
  }

  /** As {@code System.initPhase1} makes them. */
  private static PrintStream out(FileDescriptor descriptor, String name) {
    String encoding = System.getProperty(name + ".encoding");
    if (encoding == null) { // JDK 17
      encoding = System.getProperty("sun." + name + ".encoding");
    }
    Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), OUT_BUFFER), true, charset);
  }

  private static Object made(String type) throws ReflectiveOperationException {
    Class<?> loaded = Class.forName(type, true, null);
    try {
      return Raw.trusted().findConstructor(loaded, MethodType.methodType(void.class)).invoke();
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
