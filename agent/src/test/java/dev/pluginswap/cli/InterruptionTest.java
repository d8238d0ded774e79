package dev.pluginswap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class InterruptionTest {

  @Test
  void anInstallThatIsCancelledSaysSoOnceItHasEnded() throws Exception {
    AtomicReference<Interruption> interruption = new AtomicReference<>();
    interruption.set(
        new Interruption(
            () -> {
              // The agent answers the install before it answers the cancel.
              assertThat(interruption.get().answered()).isFalse();
              return "CANCELLED";
            }));
    assertThat(interruption.get().signalled()).isEqualTo("cancelled; nothing was changed");
  }

  @Test
  void aRequestThatIsStillOnItsWayIsWaitedFor() throws Exception {
    AtomicReference<Interruption> interruption = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    interruption.set(
        new Interruption(
            () -> {
              if (asked.incrementAndGet() < 3) {
                return "NOTHING_UNDER_WAY";
              }
              interruption.get().answered();
              return "CANCELLED";
            }));
    assertThat(interruption.get().signalled()).isEqualTo("cancelled; nothing was changed");
    assertThat(asked).hasValue(3);
  }

  @Test
  void aSwapThatHasBegunIsNotWaitedFor() throws Exception {
    assertThat(new Interruption(() -> "TOO_LATE").signalled()).startsWith("too late to cancel");
  }

  @Test
  void anInstallThatHasEndedIsNotCancelled() throws Exception {
    Interruption interruption =
        new Interruption(
            () -> {
              throw new AssertionError("asked");
            });
    assertThat(interruption.answered()).isTrue();
    assertThat(interruption.signalled()).isNull();
  }
}
