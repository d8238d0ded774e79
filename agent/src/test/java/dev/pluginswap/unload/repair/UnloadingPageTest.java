package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/unloading.md} lists the repairs that there are. */
final class UnloadingPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "unloading.md");

  @Test
  void thePageListsWhatRunsByDefault() throws IOException {
    assertThat(section("default")).isEqualTo(table(true));
  }

  @Test
  void thePageListsWhatHasToBeAskedFor() throws IOException {
    assertThat(section("opt-in")).isEqualTo(table(false));
  }

  @Test
  void everyRepairHasANameOfItsOwn() {
    assertThat(KnownRepairs.all().stream().map(Repair::name)).doesNotHaveDuplicates();
  }

  private static String section(String name) throws IOException {
    String page = Files.readString(PAGE);
    String start = "<!-- repairs: " + name + " -->\n";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("<!-- end -->", from));
  }

  private static String table(boolean isDefault) {
    return KnownRepairs.all().stream()
        .filter(repair -> repair.isDefault() == isDefault)
        .map(
            repair ->
                "| `%s` | %s%s |%n".formatted(repair.name(), repair.meaning(), releases(repair)))
        .sorted()
        .collect(Collectors.joining("", "| name | what goes |%n|---|---|%n".formatted(), ""));
  }

  private static String releases(Repair repair) {
    if (repair.until() < Integer.MAX_VALUE) {
      return " (JDK %d to %d)".formatted(repair.since(), repair.until());
    }
    return repair.since() > 17 ? " (from JDK %d on)".formatted(repair.since()) : "";
  }
}
