package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JdkTest {

  private final Leftover plugin = new Leftover();

  /** By a wrapper of the JDK. */
  private boolean isThePluginsAlone(Object owned) {
    Step root = new Step(null, new Link.Root("anywhere"));
    Step wrapper = new Step(Optional.of(owned), new Link.Type());
    return Jdk.leadsToThePluginAlone(new Edge(List.of(root, wrapper), owned), 0, plugin.departed());
  }

  @Test
  void whatIsAroundAnObjectOfThePluginIsThePlugins() {
    assertThat(isThePluginsAlone(plugin.object())).isTrue();
  }

  @Test
  void aCapturedLoaderMakesNothingThePlugins() {
    assertThat(isThePluginsAlone(plugin.loader())).isFalse();
    assertThat(isThePluginsAlone(plugin.loader().getUnnamedModule())).isFalse();
  }
}
