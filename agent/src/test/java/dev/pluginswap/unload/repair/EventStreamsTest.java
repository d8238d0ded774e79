package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventStreamsTest {

  /** Happens. */
  @Name("test.Seen")
  public static final class Seen extends Event {}

  /** On every way through it. */
  private static final String FLIGHT_RECORDER = "jdk.jfr.";

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  private static <T> Consumer<T> consumer(Leftover of) {
    return of.object(Consumer.class);
  }

  @Test
  void actionsOfThePluginGoAndTheStreamGoesOn() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicInteger seen = new AtomicInteger();
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("test.Seen");
      stream.onEvent("test.Seen", consumer(plugin));
      stream.onEvent("test.Seen", consumer(next));
      stream.onEvent(
          "test.Seen",
          event -> {
            seen.incrementAndGet();
            running.countDown();
          });
      stream.onFlush(plugin.object(Runnable.class));
      stream.onClose(plugin.object(Runnable.class));
      stream.onError(consumer(plugin));
      stream.startAsync();
      new Seen().commit();
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Application.holders(plugin, FLIGHT_RECORDER)).isNotEmpty();

      assertThat(Application.repair(new EventStreams(), plugin))
          .isNotEmpty()
          .allSatisfy(
              said ->
                  assertThat(said)
                      .matches(
                          "took the action com.acme.greeter.(Consumer|Runnable)Impl off the event"
                              + " stream at .*"));

      assertThat(Application.holders(plugin, FLIGHT_RECORDER)).isEmpty();
      assertThat(Application.holders(next, FLIGHT_RECORDER)).isNotEmpty();
      int before = seen.get();
      new Seen().commit();
      Acme.await(() -> seen.get() > before);
    }
  }

  @Test
  void oneThatHasNotBegunForgetsThemToo() throws Exception {
    try (RecordingStream stream = new RecordingStream()) {
      stream.onEvent(consumer(plugin));
      stream.onFlush(plugin.object(Runnable.class));
      stream.onEvent(consumer(next));
      Application.held = stream;
      assertThat(Application.repair(new EventStreams(), plugin)).isNotEmpty();
      assertThat(Application.holders(plugin)).isEmpty();
      assertThat(Application.holders(next)).isNotEmpty();
    }
  }
}
