package dev.pluginswap.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.Coordinates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueSourceTest {

  @TempDir Path directory;
  private Fetches fetches;

  @BeforeEach
  void aCatalogue() throws Exception {
    fetches = new Fetches(directory.resolve("scratch"));
    for (String file :
        new String[] {
          "greeter-1.9.0.zip",
          "greeter-1.10.0.zip",
          "greeter-1.10.1-beta.zip",
          "greeter-two-3.0.tar.gz",
          "h2-2.2.224.jar",
          "notes.txt",
          "broken-.zip",
          "clock/1.0/plugin.json",
          "clock/1.1/clock-1.1.zip",
          "clock/1.2.zip",
          "clock/clock-1.3.tgz",
          "clock/README.md"
        }) {
      Path path = directory.resolve("catalogue").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
  }

  private Source source() {
    return new CatalogueSource(directory.resolve("catalogue"));
  }

  @ParameterizedTest
  @CsvSource({
    "local://greeter, greeter-1.10.1-beta.zip, 1.10.1-beta",
    "local:greeter@1.10.0, greeter-1.10.0.zip, 1.10.0",
    "LOCAL://greeter@1.10, greeter-1.10.0.zip, 1.10.0",
    "local://greeter-two, greeter-two-3.0.tar.gz, 3.0",
    "local://h2@2.2.224, h2-2.2.224.jar, 2.2.224",
    "local://clock, clock/clock-1.3.tgz, 1.3",
    "local://clock@1.2, clock/1.2.zip, 1.2",
    "local://clock@1.1, clock/1.1/clock-1.1.zip, 1.1",
    "local://clock@1.0, clock/1.0, 1.0"
  })
  void aNameLeadsToABundle(String source, String file, String version) throws Exception {
    Fetched fetched = source().fetch(fetches.request(source));
    assertThat(fetched.artifact()).isEqualTo(directory.resolve("catalogue").resolve(file));
    String name = source.replaceAll("(?i)local:(//)?([a-z0-9-]+).*", "$2");
    assertThat(fetched.coordinates()).isEqualTo(new Coordinates(name, version));
  }

  @Test
  void anUnknownNameIsToldTheNearest() {
    Problem problem = fetches.refusal(source(), "local://greater");
    assertThat(problem.code()).isEqualTo("catalogue-unknown-name");
    assertThat(problem.cure()).isEqualTo("it has: greeter, greeter-two, clock, h2");
  }

  @Test
  void anUnknownVersionIsToldWhichThereAre() {
    Problem problem = fetches.refusal(source(), "local://greeter@2.0");
    assertThat(problem.code()).isEqualTo("catalogue-unknown-version");
    assertThat(problem.cure()).isEqualTo("it has: 1.10.1-beta, 1.10.0, 1.9.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local:", "local://../x", "local://a/b", "local://a@", "local://a@../x"})
  void aPathIsNoName(String source) {
    assertThat(fetches.refusal(source(), source).code()).isEqualTo("source-bad-url");
  }

  @Test
  void withoutACatalogueThereIsNothing() {
    assertThat(fetches.refusal(new CatalogueSource(null), "local://a").cure())
        .contains("catalogue=<directory>");
    assertThat(fetches.refusal(new CatalogueSource(directory.resolve("none")), "local://a").code())
        .isEqualTo("catalogue-missing");
  }

  @Test
  void aCatalogueIsBoundedToo() {
    fetches.limits = new BundleLimits(1, 5);
    assertThat(fetches.refusal(source(), "local://greeter").code()).isEqualTo("fetch-too-large");
  }
}
