package dev.pluginswap.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactedTest {

  @ParameterizedTest
  @CsvSource({
    "https://u:p@host/a.zip, https://***@host/a.zip",
    "https://token@host:8443/a.zip, https://***@host:8443/a.zip",
    "HTTPS://u:p@q@host/a.zip, HTTPS://***@host/a.zip",
    "https://u:p/q@host/a.zip, https://***@host/a.zip",
    "https:u:p@host/a.zip, https:***@host/a.zip",
    "ftp://u:p@host, ftp://***@host",
    "https://host/a.zip?token=abc&x=1, https://host/a.zip?token=***&x=1",
    "https://h/a?X-Amz-Signature=0f&X-Amz-Date=1, https://h/a?X-Amz-Signature=***&X-Amz-Date=***",
    "https://h/a?sig=abc%3D&sv=2020, https://h/a?sig=***&sv=***",
    "https://h/a?v=AbCdEfGhIjKlMnOpQrSt12, https://h/a?v=***",
    "https://h/a#access_token=abc, https://h/a#access_token=***"
  })
  void whatIsSecretIsMasked(String source, String shown) {
    assertThat(Redacted.of(source)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/a b@c.zip",
        "./a.zip",
        "C:\\a@b.zip",
        "file:///a.zip",
        "local://greeter@1.0.0",
        "mvn:com.acme:greeter:1.0",
        "github://acme/greeter#v1.0",
        "oci://localhost:5000/acme/greeter@sha256:0123",
        "oci://ghcr.io/acme/greeter:1.0",
        "https://host:8443/p/a@1.0/greeter-1.0.0.zip?version=1.0.0-SNAPSHOT&arch=x86",
        "https://[::1]:8443/a@b.zip"
      })
  void whatIsNotIsShown(String source) {
    assertThat(Redacted.of(source)).isEqualTo(source);
  }

  @Test
  void whatWouldSpoilALogIsReplaced() {
    assertThat(Redacted.of("https://host/a\nWARN \u001b[2J")).isEqualTo("https://host/a?WARN ?[2J");
  }
}
