package dev.pluginswap.leaks;

import java.util.List;

/** Registries of the JDK. */
final class RegistryKinds {

  private static final String DRIVER =
      """
      static class Own implements java.sql.Driver {
        @Override public java.sql.Connection connect(String url, Properties info) { return null; }
        @Override public boolean acceptsURL(String url) { return false; }
        @Override public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return null; }
        @Override public int getMajorVersion() { return 1; }
        @Override public int getMinorVersion() { return 0; }
        @Override public boolean jdbcCompliant() { return false; }
        @Override public java.util.logging.Logger getParentLogger() { return null; }
      }
      final Own driver = new Own();
      @Override public boolean intact() {
        return Collections.list(java.sql.DriverManager.getDrivers()).contains(driver);
      }
      """;

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "driver",
              DRIVER
                  + "void leak() throws Exception { java.sql.DriverManager.registerDriver(driver); }"),
          kind(
              "driver-with-action",
              DRIVER
                  + """
                  void leak() throws Exception {
                    java.sql.DriverManager.registerDriver(driver, () -> System.out.println("gone " + generation));
                  }
                  """),
          kind(
              "shutdown-hook-thread-subclass",
              """
              final Thread hook = new Thread() { @Override public void run() { } };
              void leak() { Runtime.getRuntime().addShutdownHook(hook); }
              @Override public boolean intact() { return Runtime.getRuntime().removeShutdownHook(hook); }
              """),
          kind(
              "shutdown-hook-with-plugin-runnable",
              """
              final Thread hook = new Thread(() -> System.out.println(generation));
              void leak() { Runtime.getRuntime().addShutdownHook(hook); }
              @Override public boolean intact() { return Runtime.getRuntime().removeShutdownHook(hook); }
              """),
          kind(
              "shutdown-hook-with-context-loader",
              """
              void leak() { Runtime.getRuntime().addShutdownHook(new Thread(Turn.untilOver())); }
              """),
          kind(
              "security-provider",
              """
              static class Own extends java.security.Provider {
                Own(String name) { super(name, "1", "of a plugin"); }
              }
              void leak() { java.security.Security.addProvider(new Own("Own" + generation)); }
              @Override public boolean intact() { return java.security.Security.getProvider("Own" + generation) != null; }
              """),
          kind(
              "security-provider-in-use",
              """
              public static class Sum extends java.security.MessageDigestSpi {
                @Override protected void engineUpdate(byte input) { }
                @Override protected void engineUpdate(byte[] input, int offset, int length) { }
                @Override protected byte[] engineDigest() { return new byte[1]; }
                @Override protected void engineReset() { }
              }
              static class Own extends java.security.Provider {
                Own(String name) {
                  super(name, "1", "of a plugin");
                  put("MessageDigest." + name, Sum.class.getName());
                }
              }
              void leak() throws Exception {
                java.security.Security.insertProviderAt(new Own("Sum" + generation), 1);
                java.security.MessageDigest.getInstance("Sum" + generation).digest();
              }
              @Override public boolean intact() { return java.security.Security.getProvider("Sum" + generation) != null; }
              """),
          kind(
              "image-reader-spi",
              """
              static class Own extends javax.imageio.spi.ImageReaderSpi {
                Own() {
                  super("plugin", "1", new String[] {"leak"}, null, null, "none",
                      new Class<?>[] {javax.imageio.stream.ImageInputStream.class}, null, false,
                      null, null, null, null, false, null, null, null, null);
                }
                @Override public boolean canDecodeInput(Object source) { return false; }
                @Override public javax.imageio.ImageReader createReaderInstance(Object extension) { return null; }
                @Override public String getDescription(Locale locale) { return "of a plugin"; }
              }
              void leak() { javax.imageio.spi.IIORegistry.getDefaultInstance().registerServiceProvider(new Own()); }
              @Override public boolean intact() {
                return javax.imageio.spi.IIORegistry.getDefaultInstance().getServiceProviderByClass(Own.class) != null;
              }
              """),
          kind(
                  "zone-rules-provider",
                  """
                  static class Own extends java.time.zone.ZoneRulesProvider {
                    final String id;
                    Own(String id) { this.id = id; }
                    @Override protected Set<String> provideZoneIds() { return Set.of(id); }
                    @Override protected java.time.zone.ZoneRules provideRules(String zone, boolean caching) {
                      return java.time.zone.ZoneRules.of(java.time.ZoneOffset.UTC);
                    }
                    @Override protected NavigableMap<String, java.time.zone.ZoneRules> provideVersions(String zone) {
                      return new TreeMap<>();
                    }
                  }
                  void leak() { java.time.zone.ZoneRulesProvider.registerProvider(new Own("Leak/" + generation)); }
                  @Override public boolean intact() {
                    return java.time.zone.ZoneRulesProvider.getAvailableZoneIds().contains("Leak/" + generation);
                  }
                  """)
              .held("(?i)zone"),
          kind(
                  "signal-handler",
                  """
              void leak() {
                sun.misc.Signal.handle(new sun.misc.Signal("USR2"), signal -> System.out.println(generation));
              }
              """)
              .once()
              .held("(?i)signal"),
          kind(
                  "rmi-exported-object",
                  """
              public interface Far extends java.rmi.Remote { void call() throws java.rmi.RemoteException; }
              static class Own implements Far { @Override public void call() { } }
              static final Own OWN = new Own();
              void leak() throws Exception {
                System.setProperty("java.rmi.server.hostname", "127.0.0.1");
                Shelf.LIST.add(java.rmi.server.UnicastRemoteObject.exportObject(OWN, 0));
              }
              """)
              .held("host\\.Shelf.*LIST")
              .keptByOthers(),
          kind(
                  "rmi-object-in-a-registry",
                  """
                  public interface Far extends java.rmi.Remote { void call() throws java.rmi.RemoteException; }
                  static class Own implements Far { @Override public void call() { } }
                  void leak() throws Exception {
                    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
                    java.rmi.registry.Registry registry = java.rmi.registry.LocateRegistry.createRegistry(0);
                    registry.rebind("own", java.rmi.server.UnicastRemoteObject.exportObject(new Own(), 0));
                  }
                  """)
              .once()
              .held("(?i)rmi"),
          kind(
                  "script-engine-factory",
                  """
              static class Own implements javax.script.ScriptEngineFactory {
                @Override public String getEngineName() { return "own"; }
                @Override public String getEngineVersion() { return "1"; }
                @Override public List<String> getExtensions() { return List.of(); }
                @Override public List<String> getMimeTypes() { return List.of(); }
                @Override public List<String> getNames() { return List.of("own"); }
                @Override public String getLanguageName() { return "own"; }
                @Override public String getLanguageVersion() { return "1"; }
                @Override public Object getParameter(String key) { return null; }
                @Override public String getMethodCallSyntax(String o, String m, String... args) { return ""; }
                @Override public String getOutputStatement(String text) { return ""; }
                @Override public String getProgram(String... statements) { return ""; }
                @Override public javax.script.ScriptEngine getScriptEngine() { return null; }
              }
              void leak() {
                javax.script.ScriptEngineManager manager = new javax.script.ScriptEngineManager();
                manager.registerEngineName("own", new Own());
                Shelf.FIELD = manager;
              }
              """)
              .once()
              .held("host\\.Shelf.*FIELD")
              .keptByOthers(),
          kind(
                  "bean-property-listener",
                  """
              void leak() { Shelf.properties.addPropertyChangeListener(event -> System.out.println(generation)); }
              """)
              .held("host\\.Shelf.*properties"),
          kind(
              "system-property-with-plugin-object",
              """
              void leak() { System.getProperties().put("leak." + generation, this); }
              @Override public boolean intact() { return System.getProperties().get("leak." + generation) == this; }
              """),
          kind(
              "system-property-keyed-by-plugin-object",
              """
              void leak() { System.getProperties().put(this, "text"); }
              @Override public boolean intact() { return System.getProperties().get(this) != null; }
              """));

  private RegistryKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("registries", id, members);
  }
}
