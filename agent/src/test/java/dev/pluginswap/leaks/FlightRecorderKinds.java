package dev.pluginswap.leaks;

import java.util.List;

/** Flight Recorder, which takes a while to begin: in a JVM of their own. */
final class FlightRecorderKinds {

  private static final String JVM = "flight recorder";

  private static final String EVENT =
      """
      @jdk.jfr.Name("leak.Own") @jdk.jfr.Period("1 s") static class Own extends jdk.jfr.Event { int value; }
      """;

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "flight-recorder-periodic-event",
              EVENT
                  + """
                  final Runnable hook = () -> System.out.println(generation);
                  void leak() { jdk.jfr.FlightRecorder.addPeriodicEvent(Own.class, hook); }
                  @Override public boolean intact() { return jdk.jfr.FlightRecorder.removePeriodicEvent(hook); }
                  """),
          kind(
              "flight-recorder-listener",
              """
              final jdk.jfr.FlightRecorderListener listener = new jdk.jfr.FlightRecorderListener() { };
              void leak() { jdk.jfr.FlightRecorder.addListener(listener); }
              @Override public boolean intact() { return jdk.jfr.FlightRecorder.removeListener(listener); }
              """),
          LeakKind.control(
                  "control-flight-recorder-event",
                  EVENT
                      + """
                      void leak() {
                        Shelf.LIST.add(jdk.jfr.EventType.getEventType(Own.class));
                        new Own().commit();
                      }
                      """)
              .in(JVM),
          kind(
                  "flight-recorder-stream",
                  """
                  void leak() throws Exception {
                    jdk.jfr.consumer.RecordingStream stream = new jdk.jfr.consumer.RecordingStream();
                    stream.onEvent("jdk.ClassLoadingStatistics", event -> System.out.println(generation));
                    stream.startAsync();
                  }
                  """)
              .held("(?i)jfr|thread"));

  private FlightRecorderKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("flight recorder", id, members).in(JVM);
  }
}
