package dev.pluginswap.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.install.Linkage;
import dev.pluginswap.verify.Export;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentOptionsTest {

  private static AgentOptions options(String argument) {
    return AgentOptions.of(OptionReader.split(argument));
  }

  @Test
  void nothingSaidMeansTheDefaults() {
    AgentOptions options = options(null);

    assertThat(options.plugins()).isEqualTo(Path.of("./plugins"));
    assertThat(options.api().exports()).isEmpty();
    assertThat(options.settings().retain()).isEqualTo(Duration.ofDays(7));
    assertThat(options.settings().retainCount()).isEqualTo(10);
    assertThat(options.settings().follow()).isFalse();
    assertThat(options.settings().drainTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.settings().startTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.settings().fetchTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.settings().limits()).isEqualTo(new BundleLimits(100L * 1024 * 1024, 10_000));
    assertThat(options.settings().linkage()).isEqualTo(Linkage.DEFAULT);
    assertThat(options.mavenSettings()).isEmpty();
    assertThat(options.inlineHandles()).isFalse();
    assertThat(options.remoteManagement()).isFalse();
  }

  @Test
  void linkageIsOneOfThree() {
    assertThat(options("linkage=off").settings().linkage()).isEqualTo(Linkage.OFF);
    assertThatThrownBy(() -> options("linkage=on"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("option linkage=on: must be one of strict, default, off");
  }

  @Test
  void everyOptionIsUnderstood() {
    AgentOptions options =
        options(
            "plugins=/srv/p lugins,exports=com.acme.api.*;version=2.1:com.acme.spi,retain=2h,"
                + "retainCount=3,follow=true,drainTimeout=500ms,startTimeout=7s,fetchTimeout=1m,maxBundleBytes=2GiB,"
                + "maxBundleFiles=12,mavenSettings=/srv/settings.xml,linkage=strict,dispatch=inline,remoteManagement=true");

    assertThat(options.plugins()).isEqualTo(Path.of("/srv/p lugins"));
    assertThat(options.api().exports())
        .extracting(Export::pattern, export -> String.valueOf(export.version()))
        .containsExactly(tuple("com.acme.api.*", "2.1"), tuple("com.acme.spi", "null"));
    assertThat(options.settings().retain()).isEqualTo(Duration.ofHours(2));
    assertThat(options.settings().retainCount()).isEqualTo(3);
    assertThat(options.settings().follow()).isTrue();
    assertThat(options.settings().drainTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.settings().limits()).isEqualTo(new BundleLimits(2L << 30, 12));
    assertThat(options.settings().linkage()).isEqualTo(Linkage.STRICT);
    assertThat(options.mavenSettings()).contains(Path.of("/srv/settings.xml"));
    assertThat(options.inlineHandles()).isTrue();
    assertThat(options.remoteManagement()).isTrue();
  }

  @Test
  void optionsMayStandInAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("agent.properties");
    Files.writeString(file, "plugins = /srv/a,b\nretain = 1d\n");

    AgentOptions options = options("@" + file);

    assertThat(options.plugins()).isEqualTo(Path.of("/srv/a,b"));
    assertThat(options.settings().retain()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void theSourcesHaveOptions() {
    FetchOptions otherwise = options(null).fetching();
    assertThat(otherwise)
        .isEqualTo(
            new FetchOptions(
                Optional.empty(),
                false,
                false,
                URI.create("https://api.github.com"),
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                5));
    assertThat(
            options(
                    "catalogue=/srv/c,allowHttp=true,allowUnpinned=true,githubUrl=http://g/api/v1,"
                        + "githubTokenFile=/t,connectTimeout=1s,idleTimeout=2s,fetchAttempts=3")
                .fetching())
        .isEqualTo(
            new FetchOptions(
                Optional.of(Path.of("/srv/c")),
                true,
                true,
                URI.create("http://g/api/v1"),
                Optional.of(Path.of("/t")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                3));
  }

  @Test
  void aTokenComesOutOfAFileOrTheEnvironment(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "from-file\n");
    Map<String, String> environment = Map.of("GITHUB_TOKEN", "from-environment");
    assertThat(Tokens.github(Optional.of(file), environment).get()).isEqualTo("from-file");
    assertThat(Tokens.github(Optional.empty(), environment).get()).isEqualTo("from-environment");
    assertThat(Tokens.github(Optional.empty(), Map.of()).get()).isNull();
    assertThat(Tokens.dockerConfig(Map.of("DOCKER_CONFIG", "/d")))
        .isEqualTo(Path.of("/d/config.json"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> options("@/no/such.properties"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/no/such.properties");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceWithTheValidOptions() {
    assertThatThrownBy(() -> options("plugin=x,retain=soon,maxBundleFiles=0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown option 'plugin'")
        .hasMessageContaining("option retain=soon: not a duration such as")
        .hasMessageContaining("option maxBundleFiles=0: not a whole number from 1")
        .hasMessageContaining("valid options")
        .hasMessageContaining("drainTimeout");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plugins               | option 'plugins' is not key=value",
        "plugins=              | a directory is needed",
        "retain=1d,retain=2d   | option 'retain' is given twice",
        "retain=0s             | must be more than zero",
        "exports=com..acme     | exports=com..acme is not a package",
        "exports=com.acme;v=1  | exports=com.acme;v=1 is not a package",
        "maxBundleBytes=10MB   | not a size such as",
        "dispatch=fast         | must be one of outline, inline",
        "remoteManagement=yes  | must be true or false",
        "githubUrl=ftp://h     | not an https: URL",
        "githubUrl=https://t@h | not an https: URL",
        "connectTimeout=0s     | must be more than zero",
        "fetchAttempts=0       | not a whole number from 1",
      })
  void aWrongValueIsNamedWithItsPlaceAndItsCure(String argument, String message) {
    assertThatThrownBy(() -> options(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
