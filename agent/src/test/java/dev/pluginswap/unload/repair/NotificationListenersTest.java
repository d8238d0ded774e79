package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Leftover;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public final class NotificationListenersTest {

  /** What {@link Emitting} has. */
  public interface EmittingMBean {}

  /** An MBean of the host. */
  public static final class Emitting extends NotificationBroadcasterSupport
      implements EmittingMBean {}

  private final Leftover plugin = new Leftover();
  private final Leftover next = new Leftover();

  @AfterEach
  void letGo() {
    Application.held = null;
  }

  @Test
  void thePluginsListenersGoAndOthersHear() throws Exception {
    Emitting emitting = new Emitting();
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    ObjectName name = new ObjectName("com.host:type=Emitting");
    server.registerMBean(emitting, name);
    List<String> heard = new ArrayList<>();
    NotificationListener hosts = (notification, handback) -> heard.add(notification.getType());
    server.addNotificationListener(name, hosts, null, null);
    server.addNotificationListener(
        name, plugin.<NotificationListener>object(NotificationListener.class), null, "back");
    emitting.addNotificationListener(plugin.object(NotificationListener.class), null, null);
    emitting.addNotificationListener(next.object(NotificationListener.class), null, null);
    emitting.addNotificationListener(hosts, null, plugin.object());
    Application.held = emitting;
    assertThat(Application.holders(plugin)).hasSize(3);

    assertThat(Application.repair(new NotificationListeners(), plugin))
        .hasSize(2)
        .allSatisfy(
            said ->
                assertThat(said)
                    .isEqualTo(
                        "took com.acme.greeter.NotificationListenerImpl off the MBean "
                            + Emitting.class.getName()
                            + " at "
                            + Application.HELD));

    assertThat(Application.holders(plugin)).hasSize(1); // what the host's own is handed back
    assertThat(Application.holders(next)).hasSize(1);
    emitting.sendNotification(new Notification("news", name, 1));
    assertThat(heard).containsExactly("news", "news");
  }

  @Test
  void listenersOnTheJdksOwnMBeansGo() throws Exception {
    NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    memory.addNotificationListener(plugin.object(NotificationListener.class), null, null);
    Application.held = memory;
    assertThat(Application.holders(plugin, "istener")).isNotEmpty();
    assertThat(Application.repair(new NotificationListeners(), plugin)).hasSize(1);
    assertThat(Application.holders(plugin, "NotificationListenerImpl")).isEmpty();
  }
}
