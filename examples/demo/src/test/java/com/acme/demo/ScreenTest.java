package com.acme.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Screen screen = new Screen(new PrintStream(out, true, UTF_8));

  @Test
  void rowsStandBelowTheirHeader() {
    screen.header();
    screen.row("rollback greeter", "committed", Duration.ofMillis(1_234), "1.0.0", "-", "12 ms");

    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines.get(2).indexOf("committed")).isEqualTo(lines.get(0).indexOf("outcome"));
    assertThat(lines.get(2).indexOf("1.0.0")).isEqualTo(lines.get(0).indexOf("greeter"));
    assertThat(lines.get(2).indexOf("- ")).isEqualTo(lines.get(0).indexOf("h2"));
    assertThat(lines.get(2)).contains("1,234 ms").hasSameSizeAs(lines.get(0));
  }

  @Test
  void aShortTimeKeepsADecimal() {
    assertThat(Screen.millis(Duration.ofNanos(1_260_000))).isEqualTo("1.3 ms");
    assertThat(Screen.millis(Duration.ofMillis(42))).isEqualTo("42 ms");
  }

  @Test
  void aDetailIsIndentedAndBounded() {
    screen.detail("\nfirst\n  second\n" + "more\n".repeat(30));

    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines).startsWith("      first", "        second").hasSize(12);
  }
}
