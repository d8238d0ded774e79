package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Subscribers of the plugin on event buses of Guava are unregistered. */
final class EventBusSubscribers implements Callback {

  private static final String SUBSCRIBER = "com.google.common.eventbus.Subscriber";

  @Override
  public @Nullable String sever(Edge edge, Departed departed) throws Exception {
    int at = edge.lastOf(step -> step.holder() != null && Members.isA(step.holder(), SUBSCRIBER));
    Object target = at < 0 ? null : Raw.read(edge.holder(at), "target");
    if (target == null || !departed.owns(target)) {
      return null;
    }
    Object bus = Objects.requireNonNull(Raw.read(edge.holder(at), "bus"));
    Members.callPublic(bus, "unregister", target);
    return "took %s off the event bus \"%s\""
        .formatted(Names.of(target), Members.callPublic(bus, "identifier"));
  }
}
