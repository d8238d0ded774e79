package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

  /** Shortly before the clock of {@link System#nanoTime} wraps around. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);

  @Test
  void thereIsTimeUntilThereIsNone() {
    Deadline deadline = new Deadline("fetching ./a.zip", Duration.ofSeconds(90), now::get);
    assertThatCode(deadline::check).doesNotThrowAnyException();
    now.addAndGet(Duration.ofSeconds(90).toNanos());
    assertThatCode(deadline::check).doesNotThrowAnyException();
    now.incrementAndGet();
    assertThatExceptionOfType(BundleRefusedException.class)
        .isThrownBy(deadline::check)
        .satisfies(e -> assertThat(e.problems().get(0).code()).isEqualTo("fetch-timeout"))
        .withMessageContaining("fetching ./a.zip took longer than 1m30s");
  }

  @Test
  void aLimitCanBeLongerThanTheClockCanTell() {
    Deadline deadline = new Deadline("x", Duration.ofSeconds(Long.MAX_VALUE), now::get);
    now.addAndGet(Duration.ofDays(30_000).toNanos());
    assertThatCode(deadline::check).doesNotThrowAnyException();
  }
}
