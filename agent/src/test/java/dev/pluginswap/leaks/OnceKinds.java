package dev.pluginswap.leaks;

import java.util.List;

/** What can be set, or happens, once in the life of a JVM: in a JVM of their own, in this order. */
final class OnceKinds {

  private static final String JVM = "once";

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "once-url-handler-factory",
              """
              void leak() { URL.setURLStreamHandlerFactory(protocol -> null); }
              """),
          kind(
              "once-content-handler-factory",
              """
              void leak() { URLConnection.setContentHandlerFactory(type -> null); }
              """),
          kind(
                  "once-url-handler-in-the-cache",
                  """
              void leak() throws Exception {
                Once.FACTORY.set(protocol -> protocol.equals("leak") ? new URLStreamHandler() {
                  @Override protected URLConnection openConnection(URL url) { return null; }
                } : null);
                new URL("leak:one");
                Once.FACTORY.set(null);
              }
              """)
              .in("url handlers"),
          kind(
              "once-serial-filter",
              """
              void leak() {
                ObjectInputFilter.Config.setSerialFilter(info -> ObjectInputFilter.Status.UNDECIDED);
              }
              """),
          kind(
                  "once-serial-filter-factory",
                  """
              static class Own implements BinaryOperator<ObjectInputFilter> {
                @Override public ObjectInputFilter apply(ObjectInputFilter now, ObjectInputFilter next) { return next; }
              }
              void leak() { ObjectInputFilter.Config.setSerialFilterFactory(new Own()); }
              """)
              .in("filter factory"),
          kind(
              "once-naming-context-builder",
              """
              void leak() throws Exception {
                javax.naming.spi.NamingManager.setInitialContextFactoryBuilder(environment -> null);
              }
              """),
          kind(
              "once-naming-object-builder",
              """
              void leak() throws Exception {
                javax.naming.spi.NamingManager.setObjectFactoryBuilder((object, environment) -> null);
              }
              """),
          kind(
              "once-rmi-socket-factory",
              """
              static class Own extends java.rmi.server.RMISocketFactory {
                @Override public Socket createSocket(String host, int port) throws IOException { return new Socket(host, port); }
                @Override public ServerSocket createServerSocket(int port) throws IOException { return new ServerSocket(port); }
              }
              void leak() throws Exception { java.rmi.server.RMISocketFactory.setSocketFactory(new Own()); }
              """),
          kind(
              "once-server-socket-factory",
              """
              void leak() throws Exception { ServerSocket.setSocketFactory(() -> null); }
              """),
          kind(
              "once-preferences-threads",
              """
              void leak() throws Exception {
                java.util.prefs.Preferences.userRoot().node("leak").put("one", "two");
              }
              """),
          kind(
                  "once-preferences-listener",
                  """
              void leak() {
                java.util.prefs.Preferences.userRoot().node("leak")
                    .addPreferenceChangeListener(event -> System.out.println(generation));
              }
              """)
              .held("(?i)preferences"),
          kind(
                  "once-preferences-node-listener",
                  """
              static class Own implements java.util.prefs.NodeChangeListener {
                @Override public void childAdded(java.util.prefs.NodeChangeEvent event) { }
                @Override public void childRemoved(java.util.prefs.NodeChangeEvent event) { }
              }
              void leak() { java.util.prefs.Preferences.userRoot().addNodeChangeListener(new Own()); }
              """)
              .held("(?i)preferences"),
          kind(
                  "once-asynchronous-channel-threads",
                  """
              static java.nio.channels.AsynchronousServerSocketChannel channel;
              void leak() throws Exception {
                channel = java.nio.channels.AsynchronousServerSocketChannel.open()
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                channel.accept();
              }
              """)
              .until(23),
          kind(
              "once-app-context-of-awt",
              """
              void leak() { javax.imageio.ImageIO.getImageReadersByFormatName("png"); }
              """),
          kind(
                  "once-security-manager",
                  """
              static class Own extends SecurityManager {
                @Override public void checkPermission(java.security.Permission permission) { }
              }
              void leak() { System.setSecurityManager(new Own()); }
              """)
              .until(23)
              .in("security manager"));

  private OnceKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("once per JVM", id, members).once().in(JVM);
  }
}
