package dev.pluginswap.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/sources.md} lists every code of this package, and no other. */
final class SourcesPageTest {

  private static final Pattern LITERAL =
      Pattern.compile(
          "\"((source|http|fetch|redirect|oci|catalogue|ref|registry|docker|digest|maven)(-[a-z]+)+)\"");

  private static final Pattern LISTED = Pattern.compile("`([a-z]+(-[a-z]+)+)`");

  /** Of other packages; the page tells of them because a fetch can end with them. */
  private static final Set<String> OTHERS =
      Set.of("fetch-timeout", "install-cancelled", "too-many-bytes", "top-directory-missing");

  @Test
  void everyCodeIsOnThePage() throws IOException {
    Path module = ForkedJvm.moduleDirectory();
    Set<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(module.resolve("../docs/sources.md"))) {
      if (line.startsWith("| `")) {
        LISTED
            .matcher(line.substring(0, line.indexOf('|', 2)))
            .results()
            .forEach(found -> listed.add(found.group(1)));
      }
    }
    Set<String> used = new TreeSet<>(OTHERS);
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java/dev/pluginswap/source"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        used.addAll(
            LITERAL
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
      }
    }
    assertThat(listed).isEqualTo(used);
  }
}
