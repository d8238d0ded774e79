package dev.pluginswap.manage.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class HostRouteTest {

  private static final Instant AT = Instant.parse("2026-01-02T12:34:56.789Z");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final FakeFinder finder = new FakeFinder();
  private long now = 100;
  private final HostRoute route =
      new HostRoute(
          finder,
          new StderrLog(
              () -> new PrintStream(printed, true, StandardCharsets.UTF_8),
              ZoneOffset.UTC,
              Level.INFO),
          () -> now);

  private void log(Level level, String message) {
    route.log(new LogLine(AT, level, "dev.pluginswap.install.Installer", message, null));
  }

  private FakeHost theApplicationBringsItsLogUp() {
    FakeHost host = new FakeHost();
    finder.found = host;
    return host;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private List<String> stderr() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void linesWaitForTheApplicationsLogAndKeepTheirOrderAndLevel() {
    log(Level.INFO, "first");
    log(Level.WARN, "second");
    route.deliver();
    assertThat(stderr()).isEmpty();

    FakeHost host = theApplicationBringsItsLogUp();
    assertThat(route.deliver()).isEqualTo(Long.MAX_VALUE);
    assertThat(host.lines).containsExactly("INFO first", "WARN second");
    assertThat(stderr()).isEmpty();
    assertThat(finder.looking).isFalse();
  }

  @Test
  void withoutASignOfSlf4jLinesGoToStderrAfterTheFirstSeconds() {
    log(Level.INFO, "hello");
    assertThat(route.deliver()).isEqualTo(HostRoute.PATIENCE.toNanos());
    pass(HostRoute.PATIENCE.minusNanos(1));
    assertThat(route.deliver()).isEqualTo(1);
    assertThat(stderr()).isEmpty();
    pass(Duration.ofNanos(1));
    route.deliver();
    assertThat(stderr()).containsExactly("12:34:56.789 INFO  plugin-swap install: hello");
  }

  @Test
  void anSlf4jThatIsComingUpIsWaitedForLonger() {
    finder.expected = true;
    log(Level.INFO, "hello");
    pass(HostRoute.PATIENCE);
    assertThat(route.deliver()).isLessThan(Duration.ofSeconds(1).toNanos());
    assertThat(stderr()).isEmpty();
    pass(HostRoute.LONG_PATIENCE);
    route.deliver();
    assertThat(stderr()).hasSize(1);
  }

  @Test
  void errorsAreOnStderrAtOnceAndInTheApplicationsLogLater() {
    log(Level.WARN, "odd");
    log(Level.ERROR, "broken");
    route.deliver();
    route.deliver();
    assertThat(stderr()).containsExactly("12:34:56.789 ERROR plugin-swap install: broken");

    FakeHost host = theApplicationBringsItsLogUp();
    route.deliver();
    assertThat(host.lines).containsExactly("WARN odd", "ERROR broken");
    assertThat(stderr()).hasSize(1);
  }

  @Test
  void anErrorThatWasShownIsNotShownAgainWhenThereIsNoLog() {
    log(Level.ERROR, "broken");
    route.deliver();
    pass(HostRoute.PATIENCE);
    route.deliver();
    assertThat(stderr()).hasSize(1);
  }

  @Test
  void anSlf4jThatAppearsLateTakesOverFromStderr() {
    pass(HostRoute.PATIENCE);
    log(Level.INFO, "early");
    route.deliver();
    FakeHost host = theApplicationBringsItsLogUp();
    log(Level.INFO, "late");
    route.deliver();
    assertThat(stderr()).singleElement().asString().endsWith("early");
    assertThat(host.lines).containsExactly("INFO late");
  }

  @Test
  void aLineThatTheApplicationsLogDoesNotTakeIsOnStderr() {
    FakeHost host = theApplicationBringsItsLogUp();
    host.broken = true;
    log(Level.INFO, "hello");
    route.deliver();
    assertThat(stderr()).hasSize(2);
    assertThat(stderr().get(0)).endsWith("hello");
    assertThat(stderr().get(1)).contains("not in the application's log").contains("full");

    host.broken = false;
    log(Level.INFO, "again");
    route.deliver();
    assertThat(host.lines).containsExactly("INFO again");
  }

  @Test
  void whenTheApplicationsLogIsGoneAnotherIsLookedFor() {
    FakeHost host = theApplicationBringsItsLogUp();
    route.deliver();
    host.broken = true;
    host.state = HostLog.State.UNUSABLE;
    finder.found = null;
    log(Level.INFO, "hello");
    assertThat(route.deliver()).isZero();
    assertThat(finder.looking).isTrue();
    FakeHost other = theApplicationBringsItsLogUp();
    log(Level.INFO, "again");
    route.deliver();
    assertThat(other.lines).containsExactly("INFO again");
  }

  @Test
  void theBufferIsBoundedAndSaysWhatItLost() {
    for (int i = 0; i < HostRoute.CAPACITY + 3; i++) {
      log(Level.INFO, "line " + i);
    }
    FakeHost host = theApplicationBringsItsLogUp();
    route.deliver();
    assertThat(host.lines).hasSize(HostRoute.CAPACITY).last().isEqualTo("INFO line 999");
    assertThat(stderr()).singleElement().asString().contains("3 log lines of the agent were lost");
  }

  @Test
  void anErrorFindsRoomInAFullBuffer() {
    for (int i = 0; i < HostRoute.CAPACITY; i++) {
      log(Level.INFO, "line " + i);
    }
    log(Level.ERROR, "broken");
    FakeHost host = theApplicationBringsItsLogUp();
    route.deliver();
    assertThat(host.lines).hasSize(HostRoute.CAPACITY).startsWith("INFO line 1");
    assertThat(host.lines).last().isEqualTo("ERROR broken");
  }

  @Test
  void atTheEndTheRestIsOnStderrAndSoIsWhatComesAfterwards() {
    log(Level.INFO, "waiting");
    route.end();
    log(Level.INFO, "late");
    assertThat(stderr()).hasSize(2);
    assertThat(stderr().get(0)).endsWith("waiting");
    assertThat(stderr().get(1)).endsWith("late");
  }

  @Test
  void debugLinesAreForAnApplicationsLogAlone() {
    assertThat(route.isEnabled(Level.DEBUG)).isFalse();
    assertThat(route.isEnabled(Level.INFO)).isTrue();
    theApplicationBringsItsLogUp();
    route.deliver();
    assertThat(route.isEnabled(Level.DEBUG)).isTrue();
    assertThat(route.isEnabled(Level.TRACE)).isFalse();
  }

  private static final class FakeFinder implements HostFinder {
    private boolean looking = true;
    private boolean expected;
    private @Nullable FakeHost found;

    @Override
    public void begin() {
      looking = true;
    }

    @Override
    public void end() {
      looking = false;
    }

    @Override
    public boolean isExpected() {
      return expected;
    }

    @Override
    public @Nullable HostLog ready() {
      return found;
    }
  }

  private static final class FakeHost implements HostLog {
    private final List<String> lines = new ArrayList<>();
    private boolean broken;
    private State state = State.READY;

    @Override
    public State state() {
      return state;
    }

    @Override
    public void log(LogLine line) throws HostLogException {
      if (broken) {
        throw new HostLogException(new IllegalStateException("the disk is full"));
      }
      lines.add(line.level() + " " + line.message());
    }
  }
}
