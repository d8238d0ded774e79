package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "500ms, PT0.5S",
    "90s, PT90S",
    "5m, PT5M",
    "2h, PT2H",
    "7d, PT168H",
    "999999999d, PT23999999976H"
  })
  void whatPeopleWriteIsReadAndWrittenTheSame(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.text(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1500ms, 1500ms", "60s, 1m", "24h, 1d", "0ms, 0s", "3600s, 1h"})
  void theLargestUnitThatIsExactIsWritten(String text, String written) {
    assertThat(Durations.text(Durations.parse(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "01s", "1 s", "1.5s", "PT1S", "1S", "1234567890s"})
  void anythingElseIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("not a duration such as 500ms, 30s, 5m, 2h or 7d");
  }
}
