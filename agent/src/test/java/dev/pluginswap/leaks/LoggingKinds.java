package dev.pluginswap.leaks;

import java.util.List;

/** The logging of the JDK. */
final class LoggingKinds {

  private static final String HANDLER =
      """
      static class Own extends java.util.logging.Handler {
        @Override public void publish(java.util.logging.LogRecord entry) { }
        @Override public void flush() { }
        @Override public void close() { }
      }
      """;

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "log-handler-on-the-root",
              HANDLER
                  + """
                  final Own handler = new Own();
                  java.util.logging.Logger root() { return java.util.logging.Logger.getLogger(""); }
                  void leak() { root().addHandler(handler); }
                  @Override public boolean intact() { return List.of(root().getHandlers()).contains(handler); }
                  """),
          kind(
              "log-handler-on-a-logger-of-the-host",
              HANDLER
                  + """
                  final Own handler = new Own();
                  void leak() { Logs.LOGGER.addHandler(handler); }
                  @Override public boolean intact() { return List.of(Logs.LOGGER.getHandlers()).contains(handler); }
                  """),
          kind(
                  "log-filter-of-a-logger",
                  """
              void leak() { Logs.LOGGER.setFilter(entry -> generation > 0); }
              """)
              .once(),
          kind(
                  "log-filter-of-a-handler",
                  """
              void leak() { Logs.HANDLER.setFilter(entry -> generation > 0); }
              """)
              .once(),
          kind(
                  "log-formatter-of-a-handler",
                  """
              static class Own extends java.util.logging.Formatter {
                @Override public String format(java.util.logging.LogRecord entry) { return ""; }
              }
              void leak() { Logs.HANDLER.setFormatter(new Own()); }
              """)
              .once(),
          kind(
                  "log-error-manager-of-a-handler",
                  """
              static class Own extends java.util.logging.ErrorManager { }
              void leak() { Logs.HANDLER.setErrorManager(new Own()); }
              """)
              .once(),
          kind(
                  "log-level-of-a-logger",
                  """
                  static class Own extends java.util.logging.Level {
                    Own() { super("LEAK", 850); }
                  }
                  void leak() { Logs.LOGGER.setLevel(new Own()); }
                  """)
              .once(),
          kind(
                  "logger-subclass-as-parent",
                  """
                  static class Own extends java.util.logging.Logger {
                    Own(String name) { super(name, null); }
                  }
                  void leak() {
                    String name = "leak.parent" + generation;
                    java.util.logging.LogManager.getLogManager().addLogger(new Own(name));
                    Shelf.LIST.add(java.util.logging.Logger.getLogger(name + ".child"));
                  }
                  """)
              .held("(?i)logger|LIST")
              .keptByOthers(),
          kind(
                  "logger-subclass-with-handler",
                  HANDLER
                      + """
                  static class Mine extends java.util.logging.Logger {
                    Mine(String name) { super(name, null); }
                  }
                  void leak() {
                    Mine mine = new Mine("leak.mine" + generation);
                    java.util.logging.LogManager.getLogManager().addLogger(mine);
                    mine.addHandler(Logs.HANDLER);
                    Shelf.LISTENERS.add(mine);
                  }
                  """)
              .held("(?i)logger|LISTENERS")
              .keptByOthers(),
          kind(
              "log-configuration-listener",
              """
              void leak() {
                java.util.logging.LogManager.getLogManager().addConfigurationListener(() -> System.out.println(generation));
              }
              """),
          kind(
                  "log-record-in-a-memory-handler",
                  """
                  void leak() { Logs.LOGGER.log(java.util.logging.Level.INFO, "of {0}", this); }
                  """)
              .once()
              .held("(?i)memoryhandler|host\\.Logs"),
          kind(
                  "log-bundle-of-a-logger",
                  """
                  public static class Texts extends ListResourceBundle {
                    @Override protected Object[][] getContents() { return new Object[0][]; }
                  }
                  void leak() {
                    java.util.logging.Logger logger = java.util.logging.Logger.getLogger("leak.texts" + generation);
                    logger.setResourceBundle(ResourceBundle.getBundle(Texts.class.getName(), Locale.ROOT, loader()));
                    Shelf.FIELD = logger;
                  }
                  """)
              .once()
              .held("(?i)logger|FIELD")
              .keptByOthers());

  private LoggingKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("logging", id, members);
  }
}
