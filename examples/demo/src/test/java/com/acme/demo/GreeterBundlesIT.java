package com.acme.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.api.Greeter;
import dev.pluginswap.api.HealthCheck;
import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;
import dev.pluginswap.api.Stateful;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundles as they were built, without the agent: each is what the demo says it is. */
class GreeterBundlesIT {

  private static final Path REPOSITORY = Path.of(System.getProperty("it.repository"));

  @TempDir Path scratch;
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0"})
  void aBundleHoldsItsManifestItsJarAndNothingElse(String version) throws Exception {
    try (ZipFile zip = new ZipFile(bundle(version).toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(Object::toString))
          .containsExactlyInAnyOrder("plugin.json", "lib/greeter-" + version + ".jar");
      try (InputStream manifest = zip.getInputStream(zip.getEntry("plugin.json"))) {
        assertThat(new String(manifest.readAllBytes(), UTF_8))
            .contains("\"name\": \"greeter\"", "\"version\": \"" + version + "\"");
      }
    }
  }

  @Test
  void theSecondVersionTakesOverTheCountOfTheFirst() throws Exception {
    Greeter first = load("1.0.0");
    start(first, "1.0.0");
    assertThat(first.greet("Ada")).isEqualTo("Hello, Ada (greeter 1.0.0, greeting 1)");

    Greeter second = load("2.0.0");
    ((Stateful) second).restoreState(((Stateful) first).saveState(), "1.0.0");
    start(second, "2.0.0");

    assertThat(second.greet("Ada"))
        .isEqualTo("Good day to you, Ada (greeter 2.0.0, greeting 2, counting on from 1 of 1.0.0)");
  }

  @Test
  void theThirdCallsAMethodThatTheWorkspaceDoesNotHave() throws Exception {
    Greeter third = load("3.0.0");
    start(third, "3.0.0");

    assertThatThrownBy(() -> third.greet("Ada"))
        .isInstanceOf(NoSuchMethodError.class)
        .hasMessageContaining("com.acme.api.Clock.now()");
  }

  @Test
  void theFourthDoesNotStartWithoutItsConfiguration() throws Exception {
    Greeter fourth = load("4.0.0");

    assertThatThrownBy(() -> start(fourth, "4.0.0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(".config/greeter.properties");
  }

  @Test
  void theFifthStartsButIsNotHealthy() throws Exception {
    Greeter fifth = load("5.0.0");

    assertThatCode(() -> start(fifth, "5.0.0")).doesNotThrowAnyException();
    assertThatThrownBy(((HealthCheck) fifth)::checkHealth)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not name her");
  }

  private static Path bundle(String version) {
    return new Parts(REPOSITORY).greeter(version);
  }

  private static void start(Greeter greeter, String version) throws Exception {
    ((Plugin) greeter).start(context(version));
  }

  private Greeter load(String version) throws IOException {
    Path jar = scratch.resolve("greeter-" + version + ".jar");
    try (ZipFile zip = new ZipFile(bundle(version).toFile());
        InputStream in = zip.getInputStream(zip.getEntry("lib/" + jar.getFileName()))) {
      Files.copy(in, jar);
    }
    URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, Greeter.class.getClassLoader());
    loaders.add(loader);
    return ServiceLoader.load(Greeter.class, loader).iterator().next();
  }

  private static PluginContext context(String version) {
    return (PluginContext)
        Proxy.newProxyInstance(
            PluginContext.class.getClassLoader(),
            new Class<?>[] {PluginContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "name" -> "greeter";
                  case "version" -> version;
                  case "configuration" -> Map.of();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
