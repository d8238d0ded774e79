package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {

  private final Gate gate = new StripedGate();

  @Test
  void aClosedGateLetsNobodyInAndCountsNobody() {
    gate.close();
    assertThat(gate.enter()).isFalse();
    assertThat(gate.inside()).isZero();
    assertThat(gate.firstBusy(0)).isEqualTo(-1);
    gate.open();
    assertThat(gate.enter()).isTrue();
  }

  @Test
  void thoseInsideStayInsideWhenTheGateCloses() {
    assertThat(gate.enter()).isTrue();
    assertThat(gate.enter()).isTrue();
    gate.close();
    assertThat(gate.inside()).isEqualTo(2);
    gate.exit();
    assertThat(gate.firstBusy(0)).isNotNegative();
    gate.exit();
    assertThat(gate.firstBusy(0)).isEqualTo(-1);
  }

  @Test
  void eachThreadCountsInAndOutInOneStripe() throws Exception {
    for (int i = 0; i < 100; i++) {
      Thread thread =
          new Thread(
              () -> {
                gate.enter();
                gate.exit();
              });
      thread.start();
      thread.join();
      assertThat(gate.firstBusy(0)).isEqualTo(-1);
    }
  }
}
