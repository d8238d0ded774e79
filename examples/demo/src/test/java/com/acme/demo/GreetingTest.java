package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GreetingTest {

  @Test
  void aFirstVersionHasTakenNothingOver() {
    assertThat(Greeting.parse("Hello, Ada (greeter 1.0.0, greeting 17)\n"))
        .isEqualTo(new Greeting("1.0.0", 17, 0, ""));
  }

  @Test
  void aNextVersionSaysWhereItsCountIsFrom() {
    assertThat(
            Greeting.parse("Hello, Ada (greeter 2.0.0, greeting 19, counting on from 17 of 1.0.0)"))
        .isEqualTo(new Greeting("2.0.0", 19, 17, "1.0.0"));
  }

  @Test
  void whatIsNoGreetingIsNamed() {
    assertThatThrownBy(() -> Greeting.parse("no plugin provides Greeter"))
        .hasMessage("not a greeting: no plugin provides Greeter");
  }
}
