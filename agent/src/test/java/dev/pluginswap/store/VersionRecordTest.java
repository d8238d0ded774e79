package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.bundle.Digest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionRecordTest {
  private static final Digest A = Operator.digest("A");
  private static final Digest B = Operator.digest("B");
  private static final Instant T1 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant T2 = T1.plusSeconds(60);
  private static final Instant T3 = T2.plusSeconds(60);
  private static final VersionRecord FIRST = new VersionRecord("p", 1, A, null, List.of());

  @Test
  void anUpdateRetiresTheLiveVersionNow() {
    assertThat(FIRST.next(B, 2, T1))
        .isEqualTo(new VersionRecord("p", 2, B, A, List.of(new Retained(A, T1))));
  }

  @Test
  void thereAndBackLeavesNoVersionTwice() {
    VersionRecord back = FIRST.next(B, 2, T1).next(A, 3, T2);
    assertThat(back).isEqualTo(new VersionRecord("p", 3, A, B, List.of(new Retained(B, T2))));
    assertThat(back.next(B, 4, T3).retained()).containsExactly(new Retained(A, T3));
  }

  @Test
  void aReloadRetiresNothing() {
    VersionRecord second = FIRST.next(B, 2, T1);
    assertThat(second.next(B, 3, T2))
        .isEqualTo(new VersionRecord("p", 3, B, A, List.of(new Retained(A, T1))));
  }

  @Test
  void aRemovedPluginKeepsWhatItHadAndCanComeBack() {
    VersionRecord removed = FIRST.next(null, 2, T1);
    assertThat(removed).isEqualTo(new VersionRecord("p", 2, null, A, List.of(new Retained(A, T1))));
    assertThat(removed.next(A, 3, T2)).isEqualTo(new VersionRecord("p", 3, A, null, List.of()));
    assertThat(removed.next(B, 3, T2).previous()).isEqualTo(A);
  }

  @Test
  void contradictionsAreRefused() {
    Retained a = new Retained(A, T1);
    assertRefused(() -> new VersionRecord("p", 1, A, null, List.of(a)), "live and retained");
    assertRefused(() -> new VersionRecord("p", 1, B, null, List.of(a, a)), "retained twice");
    assertRefused(() -> new VersionRecord("p", 1, B, A, List.of()), "previous but not retained");
    assertRefused(() -> new VersionRecord("p", 0, B, null, List.of()), "below 1");
    assertRefused(() -> new VersionRecord("../p", 1, B, null, List.of()), "not a plugin name");
  }

  private static void assertRefused(Runnable maker, String message) {
    assertThatThrownBy(maker::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
