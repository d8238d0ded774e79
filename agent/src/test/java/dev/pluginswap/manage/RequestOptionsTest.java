package dev.pluginswap.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pluginswap.api.InstallRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestOptionsTest {

  @Test
  void whatIsNotSaidIsLeftToTheAgent() {
    InstallRequest plain = InstallRequest.of("a.zip");
    assertThat(RequestOptions.request("a.zip", null)).isEqualTo(plain);
    assertThat(RequestOptions.request("a.zip", "")).isEqualTo(plain);
    assertThat(RequestOptions.request("a.zip", "force=false")).isEqualTo(plain);
  }

  @Test
  void whatIsSaidIsInTheRequest() {
    assertThat(RequestOptions.request("a.zip", "force=true,probation=5m"))
        .isEqualTo(InstallRequest.of("a.zip").withForce(true).withProbation(Duration.ofMinutes(5)));
    assertThat(RequestOptions.request("a.zip", "probation=0s").probation())
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "force           | option 'force' is not key=value",
        "force=yes       | option force=yes: must be true or false",
        "probation=long  | option probation=long: not a duration such as 500ms, 30s, 5m, 2h or 7d",
        "patience=5m     | unknown option 'patience'"
      })
  void whatIsWrongIsSaidWithWhatIsRight(String options, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestOptions.request("a.zip", options))
        .withMessageContaining(complaint)
        .withMessageContaining("valid options, as key=value,…: force=true, probation=<time");
  }
}
