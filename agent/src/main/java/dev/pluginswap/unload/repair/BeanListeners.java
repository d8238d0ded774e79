package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import java.util.EventListenerProxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Listeners of the plugin for properties of beans of others, by the methods of their support.
 *
 * @param support the name of its class
 * @param listeners the name of the method that tells all listeners, those for one property in a
 *     proxy
 * @param remove the name of the method that removes one of these
 */
record BeanListeners(String support, String listeners, String remove) implements Callback {

  @Override
  public @Nullable String sever(Edge edge, Departed departed) throws Exception {
    int at = edge.lastOf(step -> step.holder() != null && Members.isA(step.holder(), support));
    if (at < 0) {
      return null;
    }
    Object support = edge.holder(at);
    String said = null;
    for (Object listener :
        (Object[]) Objects.requireNonNull(Members.callPublic(support, listeners))) {
      if (departed.owns(inner(listener))) {
        Members.callPublic(support, remove, listener);
        said = "took %s off the bean at %s".formatted(Names.of(inner(listener)), edge.where(at));
      }
    }
    return said;
  }

  private static Object inner(Object listener) {
    return listener instanceof EventListenerProxy<?> proxy ? proxy.getListener() : listener;
  }
}
