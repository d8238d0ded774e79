package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Walk;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MethodHandleCachesTest {

  /** What the application keeps. */
  static final class Registry {
    static @Nullable MethodHandle held;
  }

  private final Leftover plugin = new Leftover();

  @AfterEach
  void letGo() {
    Registry.held = null;
  }

  private List<Edge> edges(Walk walk) {
    return walk.edges().stream().filter(edge -> edge.beginning().contains("Registry")).toList();
  }

  @Test
  void anAdaptionToATypeOfThePluginIsForgotten() throws Throwable {
    MethodHandle identity = MethodHandles.identity(Object.class);
    Registry.held = MethodHandles.dropArguments(identity, 0, String.class);
    Registry.held.asType(MethodType.methodType(Object.class, String.class, plugin.type()));
    Walk walk = plugin.walk(Registry.class);
    assertThat(edges(walk)).isNotEmpty();
    for (Edge edge : edges(walk)) {
      String said = new MethodHandleCaches().repair(edge, plugin.departed(), walk);
      assertThat(said == null || said.contains("adapted to last")).isTrue();
    }
    assertThat(edges(plugin.walk(Registry.class))).isEmpty();
    assertThat((Object) Registry.held.invoke("any", "same")).isEqualTo("same");
  }
}
