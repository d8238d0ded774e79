package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mix-ins that are classes of the plugin, or of such, leave the workspace's Jackson mappers. By a
 * copy without them: mappers read theirs without a lock.
 */
final class MixIns implements EdgeRepair {

  private static final String RESOLVER =
      "com.fasterxml.jackson.databind.introspect.SimpleMixInResolver";
  private static final String KEY = "com.fasterxml.jackson.databind.type.ClassKey";

  @Override
  public String name() {
    return "jackson-mix-ins";
  }

  @Override
  public String meaning() {
    return "mix-ins that are classes of the plugin, or of such, leave mappers of Jackson";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int at = edge.lastOf(step -> step.isField(RESOLVER, "_localMixIns"));
    FieldRef field = at < 0 ? null : edge.path().get(at).field();
    if (field == null) {
      return null;
    }
    Object before = Objects.requireNonNull(field.get(edge.holder(at)));
    Map<Object, Object> after = new HashMap<>();
    for (Map.Entry<?, ?> mixIn : ((Map<?, ?>) before).entrySet()) {
      if (!departed.owns(mixIn.getValue()) && !departed.owns(target(mixIn.getKey()))) {
        after.put(mixIn.getKey(), mixIn.getValue());
      }
    }
    return after.size() < ((Map<?, ?>) before).size()
            && field.replace(edge.holder(at), before, after)
        ? "took the mix-in of %s off the mapper at %s"
            .formatted(Names.of(edge.owned()), edge.where(at))
        : null;
  }

  private static @Nullable Object target(Object key) throws NoSuchFieldException {
    return key.getClass().getName().equals(KEY) ? Raw.read(key, "_class") : key;
  }
}
