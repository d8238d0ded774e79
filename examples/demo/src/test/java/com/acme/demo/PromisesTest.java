package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromisesTest {

  private final Promises promises = new Promises();

  @Test
  void aKeptPromiseIsNotMentioned() {
    promises.expectEqual("calls failed", 0L, 0L);
    promises.expect(true, "there was no load");

    assertThat(promises.broken()).isEmpty();
  }

  @Test
  void aBrokenOneSaysWhatWasExpectedAndWhatIs() {
    promises.expectEqual("calls failed", 0L, 3L);

    assertThat(promises.broken()).containsExactly("calls failed: expected 0, but it is 3");
  }
}
