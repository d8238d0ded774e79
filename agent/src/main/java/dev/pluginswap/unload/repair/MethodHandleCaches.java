package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Walk;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A method handle remembers what it was last adapted to, which for one of the JDK's own may be a
 * type of the plugin. It is adapted anew when somebody asks.
 */
final class MethodHandleCaches implements EdgeRepair {

  @Override
  public String name() {
    return "method-handle-caches";
  }

  @Override
  public String meaning() {
    return "what method handles of others remember of an adaption to types of the plugin is dropped";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int by = edge.lastOf(step -> step.isField(MethodHandle.class.getName(), "asTypeCache"));
    FieldRef cache = by < 0 ? null : edge.path().get(by).field();
    if (cache == null || !cache.replace(edge.holder(by), edge.reached(by), null)) {
      return null;
    }
    return "dropped what the %s at %s was adapted to last"
        .formatted(Names.of(edge.holder(by)), edge.beginning());
  }
}
