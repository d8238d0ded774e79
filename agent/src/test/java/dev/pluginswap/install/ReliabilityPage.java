package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/reliability.md}, which states what the tests of the store count. */
final class ReliabilityPage {

  private ReliabilityPage() {}

  /** Prints lines, which must stand in the page as they are. */
  static void mustSay(String... lines) throws IOException {
    System.out.println(String.join("\n", lines));
    Path page = Path.of(System.getProperty("basedir", "."), "..", "docs", "reliability.md");
    assertThat(Files.readString(page)).contains(lines);
  }
}
