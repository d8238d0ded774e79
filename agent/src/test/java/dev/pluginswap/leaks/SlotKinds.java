package dev.pluginswap.leaks;

import java.util.List;

/** Places of the JDK that hold one object each. */
final class SlotKinds {

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "slot-uncaught-handler",
              """
              void leak() { Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> loader()); }
              """),
          kind(
              "slot-authenticator",
              """
              void leak() { Authenticator.setDefault(new Authenticator() { }); }
              """),
          kind(
              "slot-proxy-selector",
              """
              void leak() {
                ProxySelector.setDefault(new ProxySelector() {
                  @Override public List<java.net.Proxy> select(URI uri) { return List.of(java.net.Proxy.NO_PROXY); }
                  @Override public void connectFailed(URI uri, SocketAddress address, IOException failure) { }
                });
              }
              """),
          kind(
              "slot-cookie-handler",
              """
              void leak() { CookieHandler.setDefault(new CookieManager() { }); }
              """),
          kind(
                  "slot-cookie-policy-of-the-hosts-manager",
                  """
              void leak() {
                ((CookieManager) CookieHandler.getDefault()).setCookiePolicy((uri, cookie) -> generation > 0);
              }
              """)
              .held("(?i)cookie"),
          kind(
              "slot-response-cache",
              """
              void leak() {
                ResponseCache.setDefault(new ResponseCache() {
                  @Override public CacheResponse get(URI uri, String method, Map<String, List<String>> headers) { return null; }
                  @Override public CacheRequest put(URI uri, URLConnection connection) { return null; }
                });
              }
              """),
          kind(
              "slot-hostname-verifier",
              """
              void leak() {
                javax.net.ssl.HttpsURLConnection.setDefaultHostnameVerifier((name, session) -> generation > 0);
              }
              """),
          kind(
              "slot-ssl-socket-factory",
              """
              static class Own extends javax.net.ssl.SSLSocketFactory {
                @Override public String[] getDefaultCipherSuites() { return new String[0]; }
                @Override public String[] getSupportedCipherSuites() { return new String[0]; }
                @Override public Socket createSocket(Socket s, String h, int p, boolean c) { return s; }
                @Override public Socket createSocket(String h, int p) { return null; }
                @Override public Socket createSocket(String h, int p, InetAddress a, int l) { return null; }
                @Override public Socket createSocket(InetAddress h, int p) { return null; }
                @Override public Socket createSocket(InetAddress h, int p, InetAddress a, int l) { return null; }
              }
              void leak() { javax.net.ssl.HttpsURLConnection.setDefaultSSLSocketFactory(new Own()); }
              """),
          kind(
                  "slot-ssl-context",
                  """
              void leak() throws Exception {
                javax.net.ssl.SSLContext context = javax.net.ssl.SSLContext.getInstance("TLS");
                context.init(null, new javax.net.ssl.TrustManager[] {new javax.net.ssl.X509TrustManager() {
                  @Override public void checkClientTrusted(java.security.cert.X509Certificate[] c, String t) { }
                  @Override public void checkServerTrusted(java.security.cert.X509Certificate[] c, String t) { }
                  @Override public java.security.cert.X509Certificate[] getAcceptedIssuers() { return null; }
                }}, null);
                javax.net.ssl.SSLContext.setDefault(context);
              }
              """)
              .held("(?i)ssl"),
          kind(
              "slot-file-name-map",
              """
              void leak() { URLConnection.setFileNameMap(name -> "text/" + generation); }
              """),
          kind(
              "slot-log-writer-of-drivers",
              """
              static class Own extends PrintWriter { Own() { super(Writer.nullWriter()); } }
              void leak() { java.sql.DriverManager.setLogWriter(new Own()); }
              """),
          kind(
              "slot-time-zone",
              """
              static class Own extends SimpleTimeZone { Own() { super(0, "UTC"); } }
              void leak() { TimeZone.setDefault(new Own()); }
              """),
          kind(
              "slot-login-configuration",
              """
              static class Own extends javax.security.auth.login.Configuration {
                @Override public javax.security.auth.login.AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                  return null;
                }
              }
              void leak() { javax.security.auth.login.Configuration.setConfiguration(new Own()); }
              """),
          kind(
              "slot-standard-output",
              """
              static class Own extends PrintStream { Own(PrintStream out) { super(out, true); } }
              void leak() { System.setOut(new Own(System.out)); }
              """),
          kind(
              "slot-standard-output-inside-a-jdk-stream",
              """
              static class Own extends FilterOutputStream { Own(OutputStream out) { super(out); } }
              void leak() { System.setOut(new PrintStream(new Own(System.out), true)); }
              """),
          kind(
              "slot-standard-error",
              """
              static class Own extends PrintStream { Own(PrintStream out) { super(out, true); } }
              void leak() { System.setErr(new Own(System.err)); }
              """),
          kind(
              "slot-standard-input",
              """
              static class Own extends FilterInputStream { Own(InputStream in) { super(in); } }
              void leak() { System.setIn(new Own(System.in)); }
              """),
          kind(
                  "slot-system-properties",
                  """
              static class Own extends Properties { }
              void leak() {
                Own own = new Own();
                own.putAll(System.getProperties());
                System.setProperties(own);
              }
              """)
              .in("properties"),
          kind(
              "slot-rmi-failure-handler",
              """
              void leak() { java.rmi.server.RMISocketFactory.setFailureHandler(failure -> generation > 0); }
              """),
          kind(
                  "slot-security-policy",
                  """
              static class Own extends java.security.Policy { }
              void leak() { java.security.Policy.setPolicy(new Own()); }
              """)
              .until(23)
              .in("policy"));

  private SlotKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("slots", id, members).once();
  }
}
