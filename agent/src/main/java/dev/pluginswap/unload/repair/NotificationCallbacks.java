package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Listeners of the application on MBeans whose filter is the plugin's, or what they are handed
 * back: without that they are not what was registered, so they are removed.
 */
final class NotificationCallbacks implements Callback {

  @Override
  public @Nullable String sever(Edge edge, Departed departed) throws Exception {
    int by = NotificationListeners.registration(edge);
    if (by < 0) {
      return null;
    }
    Object info = edge.holder(by);
    Object own =
        departed.owns(Raw.read(info, "filter"))
            ? Raw.read(info, "filter")
            : ofThePlugin(Raw.read(info, "handback"), departed);
    if (own == null || !NotificationListeners.remove(edge, by)) {
      return null;
    }
    return "took a listener with %s off the MBean at %s"
        .formatted(Names.of(own), edge.where(NotificationListeners.broadcaster(edge)));
  }

  /** Itself, if it is the plugin's, or a collection of nothing else; null otherwise. */
  private static @Nullable Object ofThePlugin(@Nullable Object handback, Departed departed) {
    boolean isSo =
        (handback instanceof Collection<?> all && Jdk.has(handback.getClass()))
            ? !all.isEmpty() && all.stream().allMatch(departed::owns)
            : departed.owns(handback);
    return isSo ? handback : null;
  }
}
