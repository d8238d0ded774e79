package com.acme.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.api.Greeter;
import dev.pluginswap.api.ServiceUnavailableException;
import org.junit.jupiter.api.Test;

class DirectCallersTest {

  private static final Greeter GREETER = name -> "Hello (greeter 1.0.0, greeting 1)";
  private static final Greeter NOBODY =
      name -> {
        throw new ServiceUnavailableException("no plugin provides Greeter");
      };

  private final CallStats stats = new CallStats();

  @Test
  void nothingCountsBeforeTheFirstGreeting() {
    DirectCallers.call(NOBODY, stats);

    assertThat(stats.made()).isZero();
    assertThat(stats.failed()).isZero();
  }

  @Test
  void afterTheFirstGreetingAMissingGreeterIsAFailure() {
    DirectCallers.call(GREETER, stats);
    DirectCallers.call(NOBODY, stats);

    assertThat(stats.made()).isEqualTo(2);
    assertThat(stats.failed()).isEqualTo(1);
  }

  @Test
  void aNullAndAnEmptyGreetingAreFailures() {
    DirectCallers.call(name -> null, stats);
    DirectCallers.call(name -> "", stats);

    assertThat(stats.failed()).isEqualTo(2);
    assertThat(stats.toProperties("")).contains("firstFailure=java.lang.NullPointerException");
  }

  @Test
  void aLinkageErrorIsAFailureAndNotTheEndOfTheCaller() {
    DirectCallers.call(
        name -> {
          throw new NoSuchMethodError("Clock.now()");
        },
        stats);

    assertThat(stats.failed()).isEqualTo(1);
  }
}
