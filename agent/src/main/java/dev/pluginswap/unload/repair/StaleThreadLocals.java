package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What threads keep for a thread local that nobody but the plugin can reach is dropped, whatever it
 * is: a list or a map of the JDK as well. The entry becomes what it would be if the thread local
 * had been collected, and is tidied up by the JDK as such. A thread local of the application keeps
 * its value, even where that leads to the plugin.
 */
final class StaleThreadLocals implements EdgeRepair {

  private static final String ENTRY = "java.lang.ThreadLocal$ThreadLocalMap$Entry";

  @Override
  public String name() {
    return "stale-thread-locals";
  }

  @Override
  public String meaning() {
    return "values of thread locals that only the plugin can reach are dropped";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> step.isField(ENTRY, "value"));
    if (by < 0) {
      return null;
    }
    Reference<?> entry = (Reference<?>) edge.holder(by);
    Object key = entry.get();
    if (key != null && walk.isReachedFromOutside(key)) {
      return null;
    }
    FieldRef value = Raw.field(entry.getClass(), "value");
    Object dropped = edge.reached(by);
    entry.clear(); // first: the thread itself must not find the thread local without its value
    if (!value.replace(entry, dropped, null)) {
      return null;
    }
    return "dropped %s that %s kept for a thread local of the plugin"
        .formatted(Names.of(dropped), edge.where(Math.min(by, 1)));
  }
}
