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
    int by = registration(edge);
    if (by < 0) {
      return null;
    }
    Object info = edge.holder(by);
    Object listener = Raw.read(info, "listener");
    if (listener != null && listener.getClass().getName().equals(WRAPPER)) {
      listener = Raw.read(listener, "listener");
    }
    if (!departed.owns(listener) || !remove(edge, by)) {
      return null;
    }
    int on = broadcaster(edge);
    return "took %s off the MBean %s at %s"
        .formatted(Names.of(listener), Names.of(edge.holder(on)), edge.where(on));
  }

  /** The last step from what an MBean knows of a listener; -1 if no MBean is before it. */
  static int registration(Edge edge) {
    int by =
        edge.lastOf(
            step ->
                step.holder() != null
                    && step.holder().getClass().getName().endsWith("Support$ListenerInfo"));
    int on = broadcaster(edge);
    return on >= 0 && on < by ? by : -1;
  }

  /** The last step from an MBean that listeners can be put on; -1 if there is none. */
  static int broadcaster(Edge edge) {
    return edge.lastOf(
        step ->
            step.holder() != null
                && (Members.isA(step.holder(), BROADCASTER)
                    || Members.isA(step.holder(), EMITTER)));
  }

  /**
   * Removes a listener as it was registered.
   *
   * @param by its {@link #registration}
   * @return whether it was there still
   * @throws Exception what the MBean throws
   */
  static boolean remove(Edge edge, int by) throws Exception {
    Object broadcaster = edge.holder(broadcaster(edge));
    Object info = edge.holder(by);
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
