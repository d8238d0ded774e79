package dev.pluginswap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  @Test
  void aCharsetWithoutArrowsGetsAscii() {
    assertThat(written("  → a… é", StandardCharsets.US_ASCII)).isEqualTo("  -> a... ?");
    assertThat(written("  → a… é", StandardCharsets.UTF_8)).isEqualTo("  → a… é");
    assertThat(written("x\ud83d\ude00y", StandardCharsets.UTF_8)).isEqualTo("x\ud83d\ude00y");
  }

  private static String written(String text, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintWriter writer = ConsoleWriter.of(bytes, charset);
    writer.print(text);
    writer.flush();
    return bytes.toString(charset);
  }

  @Test
  void controlCharactersNeedATerminalThatWantsThem() {
    assertThat(Terminals.wantsControlCharacters(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminals.wantsControlCharacters(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminals.wantsControlCharacters(Map.of())).isFalse();
    assertThat(Terminals.wantsControlCharacters(Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .isFalse();
    assertThat(Terminals.wantsControlCharacters(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
  }

  @Test
  void theNearestWordIsNotJustAnyWord() {
    List<String> commands = List.of("install", "list", "status");
    assertThat(Nearest.to("instal", commands)).contains("install");
    assertThat(Nearest.to("lst", commands)).contains("list");
    assertThat(Nearest.to("frobnicate", commands)).isEmpty();
  }

  @Test
  void jsonIsAsciiWhateverIsInIt() {
    assertThat(JsonText.of(Map.of("what", "a → \"b\"\n")))
        .contains("\\u2192 \\\"b\\\"\\n")
        .matches(text -> text.chars().allMatch(c -> c < 128));
  }
}
