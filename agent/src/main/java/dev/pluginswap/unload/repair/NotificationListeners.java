package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listeners of the plugin on MBeans of others are removed, by the MBean's own list of them. A
 * listener of the application stays, whatever filter or hand-back it was registered with.
 */
final class NotificationListeners implements EdgeRepair {

  private static final String BROADCASTER = "javax.management.NotificationBroadcasterSupport";
  private static final String EMITTER = "sun.management.NotificationEmitterSupport";
  private static final String WRAPPER =
      "com.sun.jmx.interceptor.DefaultMBeanServerInterceptor$ListenerWrapper";

  @Override
  public String name() {
    return "notification-listeners";
  }

  @Override
  public String meaning() {
    return "listeners of the plugin are taken off MBeans of others";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by =
        edge.lastOf(
            step ->
                step.holder() != null
                    && step.holder().getClass().getName().endsWith("Support$ListenerInfo"));
    int on = edge.lastOf(step -> step.holder() != null && isBroadcaster(step.holder()));
    if (by < 0 || on < 0 || on >= by) {
      return null;
    }
    Object info = edge.holder(by);
    Object listener = Raw.read(info, "listener");
    if (listener != null && listener.getClass().getName().equals(WRAPPER)) {
      listener = Raw.read(listener, "listener");
    }
    if (!departed.owns(listener) || !remove(edge.holder(on), info)) {
      return null;
    }
    return "took %s off the MBean %s at %s"
        .formatted(Names.of(listener), Names.of(edge.holder(on)), edge.where(on));
  }

  private static boolean isBroadcaster(Object object) {
    return Members.isA(object, BROADCASTER) || Members.isA(object, EMITTER);
  }

  private static boolean remove(Object broadcaster, Object info) throws Exception {
    if (Members.isA(broadcaster, BROADCASTER)) {
      return ((Collection<?>) listeners(broadcaster)).removeIf(next -> next == info);
    }
    Members.callPublic(
        broadcaster,
        "removeNotificationListener",
        Raw.read(info, "listener"),
        Raw.read(info, "filter"),
        Raw.read(info, "handback"));
    return true;
  }

  private static Object listeners(Object broadcaster) throws NoSuchFieldException {
    Object list = Raw.read(broadcaster, "listenerList");
    return list == null ? List.of() : list;
  }
}
