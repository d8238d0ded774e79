package dev.pluginswap.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JarNameTest {

  private final Attributes manifest = new Attributes();

  @ParameterizedTest
  @CsvSource({
    "postgresql-42.7.4.jar, postgresql, 42.7.4",
    "h2-2.2.224.jar, h2, 2.2.224",
    "log4j-1.2-api-2.17.1.jar, log4j-1.2-api, 2.17.1",
    "guava-33.0.0-jre.jar, guava, 33.0.0-jre",
    "hibernate-core-5.6.15.Final.jar, hibernate-core, 5.6.15.Final",
    "junit-4.13-rc-2.jar, junit, 4.13-rc-2",
    "greeter-1.0-SNAPSHOT.JAR, greeter, 1.0-SNAPSHOT",
    "greeter-1.0-20240101.120000-3.jar, greeter, 1.0-20240101.120000-3",
    "greeter-1.0-sources.jar, greeter, 1.0-sources",
    "netty-epoll-4.1.100.Final-linux-x86_64.jar, netty-epoll, 4.1.100.Final-linux-x86_64",
    "scala-library_2.13-1.0.jar, scala-library_2.13, 1.0",
    "My Plugin-1.0.jar, my-plugin, 1.0",
    "greeter-1.zip, greeter, 1",
    "greeter-1.0(2).jar, greeter, 1.0-2"
  })
  void aFileNameTells(String fileName, String name, String version) {
    assertThat(JarName.of(fileName, null, manifest))
        .hasValue(new JarName(name, version, "its file name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"greeter.jar", "1.0.jar", "-1.0.jar", ".jar", "", "con-1.0.jar", "日本-1.jar"})
  void aFileNameDoesNotTell(String fileName) {
    assertThat(JarName.of(fileName, null, manifest)).isEmpty();
  }

  @Test
  void theManifestTellsWhereTheFileNameDoesNot() {
    manifest.putValue("Implementation-Version", "2.1 (build 7)");
    assertThat(JarName.of("Driver.jar", null, manifest))
        .hasValue(new JarName("driver", "2.1-build-7", "its MANIFEST.MF"));
    manifest.putValue("Implementation-Title", "Acme Driver");
    assertThat(JarName.of("driver.jar", null, manifest).orElseThrow().name())
        .isEqualTo("acme-driver");
    manifest.putValue("Bundle-SymbolicName", "com.acme.driver;singleton:=true");
    assertThat(JarName.of("driver.jar", null, manifest).orElseThrow().name())
        .isEqualTo("com.acme.driver");
    assertThat(JarName.of("driver-3.jar", null, manifest))
        .as("the file name comes first")
        .hasValue(new JarName("driver", "3", "its file name"));
  }

  @Test
  void aBlankVersionInTheManifestIsNone() {
    manifest.putValue("Implementation-Version", " ");
    assertThat(JarName.of("driver.jar", null, manifest)).isEmpty();
    manifest.putValue("Bundle-Version", "4");
    assertThat(JarName.of("driver.jar", null, manifest).orElseThrow().version()).isEqualTo("4");
  }

  @Test
  void coordinatesTellBest() {
    assertThat(JarName.of("driver-3.jar", new Coordinates("Acme.Driver", "4"), manifest))
        .hasValue(new JarName("acme.driver", "4", "its coordinates"));
    assertThat(JarName.of("driver-3.jar", new Coordinates("???", "4"), manifest))
        .as("what the source knows is not replaced by a guess")
        .isEmpty();
  }
}
