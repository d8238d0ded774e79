package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import org.jspecify.annotations.Nullable;

/**
 * A callback in a field of its own, which gets back what it has when nobody has set it, unless
 * somebody has set it again.
 *
 * @param type the name of the class that declares the field
 * @param field its name
 * @param words what it is, for persons
 * @param neutral what it has when nobody has set it
 */
record FieldCallback(String type, String field, String words, Slot.Replacement neutral)
    implements Callback {

  @Override
  public @Nullable String sever(Edge edge, Departed departed) throws ReflectiveOperationException {
    int at = edge.lastOf(step -> step.isField(type, field));
    FieldRef by = at < 0 ? null : edge.path().get(at).field();
    if (by == null || !Jdk.leadsToThePluginAlone(edge, at, departed)) {
      return null;
    }
    return by.replace(edge.holder(at), edge.reached(at), neutral.make())
        ? "took the %s %s off the %s at %s"
            .formatted(
                words,
                Names.of(edge.owned()),
                Names.simple(edge.holder(at).getClass()),
                edge.where(at))
        : null;
  }
}
