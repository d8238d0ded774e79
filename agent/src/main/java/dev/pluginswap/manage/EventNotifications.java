package dev.pluginswap.manage;

import dev.pluginswap.api.PluginEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * Sends {@link PluginEvent}s as JMX notifications: the type is {@code dev.pluginswap.} and the
 * kind, the message is the event's, and the user data is the event as composite data, items as the
 * keys of {@link PluginEvent#toMap}.
 */
final class EventNotifications extends NotificationBroadcasterSupport {

  private static final String[] ITEMS = {
    "kind", "at", "plugin", "version", "generation", "message"
  };

  private final ObjectName source;

  private final AtomicLong sequence = new AtomicLong();

  private final CompositeType eventType;

  EventNotifications(ObjectName source) {
    super(
        new MBeanNotificationInfo(
            Arrays.stream(PluginEvent.Kind.values())
                .map(EventNotifications::typeOf)
                .toArray(String[]::new),
            Notification.class.getName(),
            "something happened to a plugin; the user data is the event as composite data"));
    this.source = source;
    this.eventType = eventType();
  }

  /** {@code dev.pluginswap.progress}, …, {@code dev.pluginswap.rolledback}, … */
  static String typeOf(PluginEvent.Kind kind) {
    return "dev.pluginswap." + kind.name().replace("_", "").toLowerCase(Locale.ROOT);
  }

  void send(PluginEvent event) {
    Notification notification =
        new Notification(
            typeOf(event.kind()),
            source,
            sequence.incrementAndGet(),
            event.at().toEpochMilli(),
            event.message());
    notification.setUserData(data(event));
    sendNotification(notification);
  }

  private CompositeData data(PluginEvent event) {
    try {
      return new CompositeDataSupport(eventType, event.toMap());
    } catch (OpenDataException e) {
      throw new IllegalStateException("the event's map does not have the event's items", e);
    }
  }

  private static CompositeType eventType() {
    String[] descriptions = {
      "what happened",
      "when, ISO-8601",
      "the plugin's name; null while it is not known",
      "the version it happened to; null when it is not known",
      "the generation it happened to; 0 when none",
      "one line for a person"
    };
    OpenType<?>[] types = {
      SimpleType.STRING,
      SimpleType.STRING,
      SimpleType.STRING,
      SimpleType.STRING,
      SimpleType.LONG,
      SimpleType.STRING
    };
    try {
      return new CompositeType(
          "dev.pluginswap.Event",
          "something that happened to a plugin",
          ITEMS,
          descriptions,
          types);
    } catch (OpenDataException e) {
      throw new IllegalStateException("the event's composite type is malformed", e);
    }
  }
}
