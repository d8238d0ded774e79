package host;

import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationListener;

/** MBeans and listeners of the host. */
public final class Beans {

  /** Listens, and does nothing. */
  public static final NotificationListener LISTENER = (notification, handback) -> {};

  /** Has listeners. */
  public static final NotificationBroadcasterSupport EMITTER = new NotificationBroadcasterSupport();

  private Beans() {}
}
