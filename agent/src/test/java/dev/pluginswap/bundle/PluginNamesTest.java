package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "0",
        "greeter",
        "log4j-1.2-api",
        "a_b",
        "a-",
        "a..b",
        "console",
        "com0",
        "com10"
      })
  void theseAreNames(String name) {
    assertThat(PluginNames.complaint(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "Greeter, has characters",
    "../x, has characters",
    "., has characters",
    ".x, has characters",
    "-x, has characters",
    "_x, has characters",
    "a/b, has characters",
    "a\\b, has characters",
    "'a b', has characters",
    "a:b, has characters",
    "ä, has characters",
    "x., ends with a dot",
    "con, is the name of a device",
    "con.x, is the name of a device",
    "nul.tar.gz, is the name of a device",
    "prn, is the name of a device",
    "aux, is the name of a device",
    "com1, is the name of a device",
    "lpt9, is the name of a device"
  })
  void theseAreNot(String name, String complaint) {
    assertThat(PluginNames.complaint(name))
        .hasValueSatisfying(why -> assertThat(why).startsWith(complaint));
  }

  @Test
  void theEndOfALineIsPartOfAName() {
    assertThat(PluginNames.complaint("a\n")).isPresent();
    assertThat(PluginNames.complaint("a\0")).isPresent();
  }

  @Test
  void sixtyFourCharactersAreTheMost() {
    assertThat(PluginNames.complaint("a".repeat(64))).isEmpty();
    assertThat(PluginNames.complaint("a".repeat(65))).hasValue("has 65 characters, 64 are allowed");
  }
}
