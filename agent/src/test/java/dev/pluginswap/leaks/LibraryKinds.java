package dev.pluginswap.leaks;

import java.util.List;

/** Caches and registries of libraries that the application brings. */
final class LibraryKinds {

  private static final String BEAN =
      """
      public static class Bean { public int value = 1; public List<Bean> beans = new ArrayList<>(); }
      """;

  private static final String CONTEXT =
      "((ch.qos.logback.classic.LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory())";

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "jackson-serializers",
              BEAN
                  + """
                  void leak() throws Exception { Libraries.Json.MAPPER.writeValueAsString(new Bean()); }
                  """,
              "(?i)jackson|ObjectMapper|Json"),
          kind(
              "jackson-deserializers",
              BEAN
                  + """
                  void leak() throws Exception { Libraries.Json.MAPPER.readValue("{\\"value\\":2}", Bean.class); }
                  """,
              "(?i)jackson|ObjectMapper|Json"),
          kind(
              "jackson-type-factory",
              BEAN
                  + """
                  void leak() throws Exception {
                    com.fasterxml.jackson.databind.type.TypeFactory.defaultInstance().constructType(Bean.class);
                  }
                  """,
              "(?i)jackson|TypeFactory"),
          kind(
                  "jackson-mix-in",
                  BEAN
                      + """
                  void leak() { Libraries.Json.MAPPER.addMixIn(Thread.class, Bean.class); }
                  """,
                  "(?i)jackson|ObjectMapper|Json")
              .once(),
          kind(
              "guava-cache",
              """
              void leak() { Libraries.Guava.CACHE.put(generation, this); }
              """,
              "(?i)guava|google"),
          kind(
              "guava-cache-key",
              """
              void leak() { Libraries.Guava.CACHE.put(getClass(), "text"); }
              """,
              "(?i)guava|google"),
          kind(
              "guava-event-bus",
              """
              public static class Own { @com.google.common.eventbus.Subscribe public void told(String text) { } }
              void leak() { Libraries.Guava.BUS.register(new Own()); }
              """,
              "(?i)guava|google"),
          kind(
              "guava-event-bus-unregistered",
              """
              public static class Own { @com.google.common.eventbus.Subscribe public void told(String text) { } }
              void leak() {
                Own own = new Own();
                Libraries.Guava.BUS.register(own);
                Libraries.Guava.BUS.unregister(own);
              }
              """,
              "(?i)guava|google"),
          kind(
              "caffeine-cache",
              """
              void leak() { Libraries.Caffeinated.CACHE.put(generation, this); }
              """,
              "(?i)caffein"),
          kind(
              "logback-appender",
              """
              static class Own extends ch.qos.logback.core.AppenderBase<ch.qos.logback.classic.spi.ILoggingEvent> {
                @Override protected void append(ch.qos.logback.classic.spi.ILoggingEvent event) { }
              }
              void leak() {
                Own own = new Own();
                own.setContext(%s);
                own.start();
                %s.getLogger("leak").addAppender(own);
              }
              """
                  .formatted(CONTEXT, CONTEXT),
              "(?i)logback"),
          kind(
              "logback-appender-that-was-called",
              """
              static class Own extends ch.qos.logback.core.AppenderBase<ch.qos.logback.classic.spi.ILoggingEvent> {
                @Override protected void append(ch.qos.logback.classic.spi.ILoggingEvent event) { }
              }
              void leak() {
                Own own = new Own();
                own.setContext(%s);
                own.start();
                own.addInfo("started");
                %s.getLogger("leak").addAppender(own);
                %s.getLogger("leak.silent").warn("once");
              }
              """
                  .formatted(CONTEXT, CONTEXT, CONTEXT),
              "(?i)logback"),
          kind(
              "logback-filter-on-an-appender-of-the-host",
              """
              static class Own extends ch.qos.logback.core.filter.Filter<ch.qos.logback.classic.spi.ILoggingEvent> {
                @Override public ch.qos.logback.core.spi.FilterReply decide(
                    ch.qos.logback.classic.spi.ILoggingEvent event) {
                  return ch.qos.logback.core.spi.FilterReply.NEUTRAL;
                }
              }
              void leak() { Libraries.Logback.APPENDER.addFilter(new Own()); }
              """,
              "(?i)logback"),
          kind(
              "logback-context-listener",
              """
              static class Own implements ch.qos.logback.classic.spi.LoggerContextListener {
                @Override public boolean isResetResistant() { return true; }
                @Override public void onStart(ch.qos.logback.classic.LoggerContext context) { }
                @Override public void onReset(ch.qos.logback.classic.LoggerContext context) { }
                @Override public void onStop(ch.qos.logback.classic.LoggerContext context) { }
                @Override public void onLevelChange(ch.qos.logback.classic.Logger logger,
                    ch.qos.logback.classic.Level level) { }
              }
              void leak() { %s.addListener(new Own()); }
              """
                  .formatted(CONTEXT),
              "(?i)logback"),
          kind(
              "logback-turbo-filter",
              """
              static class Own extends ch.qos.logback.classic.turbo.TurboFilter {
                @Override public ch.qos.logback.core.spi.FilterReply decide(org.slf4j.Marker marker,
                    ch.qos.logback.classic.Logger logger, ch.qos.logback.classic.Level level, String format,
                    Object[] values, Throwable failure) {
                  return ch.qos.logback.core.spi.FilterReply.NEUTRAL;
                }
              }
              void leak() { %s.addTurboFilter(new Own()); }
              """
                  .formatted(CONTEXT),
              "(?i)logback"),
          kind(
              "logback-status-listener",
              """
              void leak() { %s.getStatusManager().add(new Own()); }
              static class Own implements ch.qos.logback.core.status.StatusListener {
                @Override public void addStatusEvent(ch.qos.logback.core.status.Status status) { }
              }
              """
                  .formatted(CONTEXT),
              "(?i)logback"),
          kind(
              "logback-object-map",
              """
              void leak() { %s.putObject("leak" + generation, this); }
              """
                  .formatted(CONTEXT),
              "(?i)logback"),
          kind(
              "micrometer-gauge-supplier",
              """
              void leak() {
                io.micrometer.core.instrument.Gauge.builder("gauge" + generation, () -> generation)
                    .register(Libraries.Meters.REGISTRY);
              }
              """,
              "(?i)micrometer|Meters"),
          kind(
              "micrometer-function-of-plugin",
              """
              void leak() {
                Libraries.Meters.REGISTRY.gauge("function" + generation, Shelf.LIST, list -> generation);
              }
              """,
              "(?i)micrometer|Meters"),
          kind(
              "micrometer-meter-filter",
              """
              static class Own implements io.micrometer.core.instrument.config.MeterFilter { }
              void leak() { Libraries.Meters.REGISTRY.config().meterFilter(new Own()); }
              """,
              "(?i)micrometer|Meters"),
          kind(
              "micrometer-meter-in-a-composite",
              """
              void leak() {
                io.micrometer.core.instrument.FunctionCounter.builder("count" + generation, this, own -> generation)
                    .register(Libraries.Meters.COMPOSITE);
              }
              """,
              "(?i)micrometer|Meters"),
          kind(
              "micrometer-listener",
              """
              void leak() { Libraries.Meters.REGISTRY.config().onMeterAdded(meter -> System.out.println(generation)); }
              """,
              "(?i)micrometer|Meters"));

  private LibraryKinds() {}

  private static LeakKind kind(String id, String members, String holder) {
    return LeakKind.of("libraries", id, members).held(holder);
  }
}
