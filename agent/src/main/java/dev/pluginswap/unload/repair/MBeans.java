package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.management.modelmbean.RequiredModelMBean;
import org.jspecify.annotations.Nullable;

/**
 * MBeans of the plugin in all MBean servers of the JDK: those whose own class is the plugin's, or
 * what is behind the JDK's wrapper (a standard MBean's implementation, a model MBean's resource).
 * An MBean of the application that merely reaches the plugin stays.
 */
final class MBeans implements Sweep {

  private static final int DEPTH = 3;

  @Override
  public String name() {
    return "mbeans";
  }

  @Override
  public String meaning() {
    return "MBeans of the plugin are unregistered";
  }

  @Override
  public List<String> sweep(Departed departed) throws ReflectiveOperationException {
    List<String> done = new ArrayList<>();
    for (MBeanServer server : servers()) {
      for (ObjectName name : ownNames(departed, server)) {
        // Calls preDeregister and postDeregister of the plugin's MBean.
        String failed =
            Bounded.run(
                "unregisters an MBean",
                departed.loader(),
                Bounded.USUAL,
                () -> server.unregisterMBean(name));
        done.add(
            failed == null
                ? "unregistered the MBean " + name
                : "unregistering the MBean %s %s".formatted(name, failed));
      }
    }
    return done;
  }

  /** Those that are there: asking for the platform's would make it. */
  static Set<MBeanServer> servers() throws NoSuchFieldException {
    Set<MBeanServer> servers = Collections.newSetFromMap(new IdentityHashMap<>());
    Class<?> platform = JdkClasses.initialized("java.lang.management.ManagementFactory");
    if (platform != null
        && Raw.readStatic(ManagementFactory.class, "platformMBeanServer")
            instanceof MBeanServer server) {
      servers.add(server);
    }
    Class<?> factory = JdkClasses.initialized("javax.management.MBeanServerFactory");
    if (factory != null && Raw.readStatic(factory, "mBeanServerList") instanceof List<?> list) {
      synchronized (list) {
        list.forEach(server -> servers.add((MBeanServer) server));
      }
    }
    return servers;
  }

  private static List<ObjectName> ownNames(Departed departed, MBeanServer server)
      throws NoSuchFieldException {
    List<ObjectName> names = new ArrayList<>();
    if (!server.getClass().getName().equals("com.sun.jmx.mbeanserver.JmxMBeanServer")) {
      return names; // an application server's: nobody knows how it keeps them
    }
    Object interceptor = Raw.read(server, "mbsInterceptor");
    Object repository = interceptor == null ? null : Raw.read(interceptor, "repository");
    if (repository == null
        || !(Raw.read(repository, "domainTb") instanceof Map<?, ?> domains)
        || !(Raw.read(repository, "lock") instanceof ReentrantReadWriteLock lock)) {
      return names;
    }
    List<Object> entries = new ArrayList<>();
    lock.readLock().lock();
    try {
      domains.values().forEach(domain -> entries.addAll(((Map<?, ?>) domain).values()));
    } finally {
      lock.readLock().unlock();
    }
    for (Object entry : entries) {
      if (isOf(departed, Raw.read(entry, "object"), DEPTH)
          && Raw.read(entry, "name") instanceof ObjectName name) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isOf(Departed departed, @Nullable Object mbean, int depth)
      throws NoSuchFieldException {
    if (mbean == null || depth == 0) {
      return false;
    }
    if (departed.owns(mbean)) {
      return true;
    }
    if (mbean instanceof RequiredModelMBean) {
      return departed.owns(Raw.field(RequiredModelMBean.class, "managedResource").get(mbean));
    }
    if (mbean instanceof StandardMBean) {
      return isOf(departed, Raw.field(StandardMBean.class, "mbean").get(mbean), depth - 1);
    }
    return isSupport(mbean) && departed.owns(Raw.read(mbean, "resource"));
  }

  /** What the JDK makes of an object that is registered as it is. */
  private static boolean isSupport(Object mbean) {
    String name = mbean.getClass().getName();
    return name.equals("com.sun.jmx.mbeanserver.StandardMBeanSupport")
        || name.equals("com.sun.jmx.mbeanserver.MXBeanSupport");
  }
}
