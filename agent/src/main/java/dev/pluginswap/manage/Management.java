package dev.pluginswap.manage;

import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Subscription;
import dev.pluginswap.install.PluginOperations;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's beans on an MBean server: {@code dev.pluginswap:type=PluginSwap}, and one {@code
 * dev.pluginswap:type=Plugin,name=…} for each plugin that is known, kept in step on every event and
 * before that event is sent on as a notification. Safe for use by any thread.
 */
public final class Management implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Management.class);

  /** No plugin comes to be known by these, and none is forgotten. */
  private static final Set<PluginEvent.Kind> WITHOUT_CONSEQUENCES =
      EnumSet.of(
          PluginEvent.Kind.PROGRESS,
          PluginEvent.Kind.DRAINED,
          PluginEvent.Kind.STOPPED,
          PluginEvent.Kind.GENERATION_COLLECTED,
          PluginEvent.Kind.GENERATION_HELD,
          PluginEvent.Kind.PROBATION_BEGUN,
          PluginEvent.Kind.PROBATION_PASSED);

  private static final String DOMAIN = "dev.pluginswap";

  private final MBeanServer server;
  private final PluginOperations operations;
  private final GuardedCalls calls;
  private final ObjectName agentName;
  private final EventNotifications notifications;

  /** The plugins' beans that are registered now, by plugin name. Guarded by this. */
  private final Map<String, ObjectName> plugins = new TreeMap<>();

  /** Null until the beans are registered. Guarded by this. */
  private @Nullable Subscription events;

  /** Guarded by this. */
  private boolean closed;

  private Management(MBeanServer server, PluginOperations operations, CallerPolicy policy) {
    this.server = server;
    this.operations = operations;
    this.calls =
        new GuardedCalls(policy, Management.class.getClassLoader(), this::keepInStepOrWarn);
    this.agentName = nameOf(DOMAIN + ":type=PluginSwap");
    this.notifications = new EventNotifications(agentName);
  }

  /**
   * Registers the beans.
   *
   * @param server usually the platform's, which must not be touched before the application's {@code
   *     main} runs
   * @param version of the agent
   * @param pluginsDirectory by its real path
   * @throws IllegalStateException if another agent's beans are there already
   */
  public static Management register(
      MBeanServer server,
      PluginOperations operations,
      String version,
      Path pluginsDirectory,
      CallerPolicy policy) {
    Management management = new Management(server, operations, policy);
    management.start(version, pluginsDirectory);
    try {
      management.keepInStep();
    } catch (RuntimeException e) {
      management.close();
      throw e;
    }
    return management;
  }

  private synchronized void start(String version, Path pluginsDirectory) {
    PluginSwapBean bean = new PluginSwapBean(operations, calls, version, pluginsDirectory);
    try {
      server.registerMBean(
          new DescribedMBean(bean, PluginSwapMXBean.class, notifications), agentName);
    } catch (InstanceAlreadyExistsException e) {
      throw new IllegalStateException(
          agentName + " is registered already; there can be one agent in a JVM", e);
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + agentName, e);
    }
    // Listen first, look second: nothing that happens in between is missed.
    events = operations.onEvent(this::onEvent);
  }

  private void onEvent(PluginEvent event) {
    if (!WITHOUT_CONSEQUENCES.contains(event.kind())) {
      keepInStepOrWarn();
    }
    notifications.send(event);
  }

  private void keepInStepOrWarn() {
    try {
      keepInStep();
    } catch (RuntimeException e) {
      LOG.warn("the beans of the plugins may be out of step: {}", e.getMessage(), e);
    }
  }

  private synchronized void keepInStep() {
    if (closed) {
      return;
    }
    Set<String> known =
        operations.plugins().stream().map(PluginStatus::name).collect(Collectors.toSet());
    Set<String> gone = new HashSet<>(plugins.keySet());
    gone.removeAll(known);
    gone.forEach(plugin -> unregister(plugins.remove(plugin)));
    known.stream().filter(plugin -> !plugins.containsKey(plugin)).forEach(this::registerPlugin);
  }

  private void registerPlugin(String plugin) {
    ObjectName name = nameOf(DOMAIN + ":type=Plugin,name=" + quotedIfNeeded(plugin));
    PluginBean bean = new PluginBean(plugin, operations, calls);
    try {
      server.registerMBean(
          new DescribedMBean(bean, PluginMXBean.class, new NotificationBroadcasterSupport()), name);
      plugins.put(plugin, name);
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + name, e);
    }
  }

  /** Unregisters all beans and ends the notifications. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (events != null) {
      events.close();
    }
    plugins.values().forEach(this::unregister);
    plugins.clear();
    unregister(agentName);
  }

  private void unregister(@Nullable ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("{} was unregistered by somebody else", name);
    } catch (JMException e) {
      throw new IllegalStateException("cannot unregister " + name, e);
    }
  }

  /** A name that came off a damaged disk may hold anything. */
  private static String quotedIfNeeded(String plugin) {
    boolean plain = plugin.chars().noneMatch(c -> ",=:\"*?\n\r".indexOf(c) >= 0);
    return plain && !plugin.isEmpty() ? plugin : ObjectName.quote(plugin);
  }

  private static ObjectName nameOf(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("not a JMX object name: " + text, e);
    }
  }
}
