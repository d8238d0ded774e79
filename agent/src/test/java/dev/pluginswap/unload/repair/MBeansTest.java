package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.management.modelmbean.ModelMBeanAttributeInfo;
import javax.management.modelmbean.ModelMBeanConstructorInfo;
import javax.management.modelmbean.ModelMBeanInfoSupport;
import javax.management.modelmbean.ModelMBeanNotificationInfo;
import javax.management.modelmbean.ModelMBeanOperationInfo;
import javax.management.modelmbean.RequiredModelMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MBeansTest {

  /** What is managed. */
  public interface CounterMBean {
    /** So many. */
    int getCount();
  }

  /** What is managed, by the name of its interface. */
  public interface CounterMXBean {
    /** So many. */
    int getCount();
  }

  /** A standard MBean. */
  public static final class Counter implements CounterMBean {
    Counter() {}

    @Override
    public int getCount() {
      return 1;
    }
  }

  /** An MXBean. */
  public static final class Other implements CounterMXBean {
    Other() {}

    @Override
    public int getCount() {
      return 1;
    }
  }

  /** An MBean of the host that reaches something. */
  public static final class Reaching implements CounterMXBean {
    private final Object reached;

    Reaching(Object reached) {
      this.reached = reached;
    }

    @Override
    public int getCount() {
      return Objects.hash(reached);
    }
  }

  private final Acme plugin = new Acme("v1", Counter.class, Other.class);
  private final Acme next = new Acme("v2", Counter.class);
  private final MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
  private final MBeanServer another = MBeanServerFactory.createMBeanServer("another");

  @AfterEach
  void clean() throws Exception {
    MBeanServerFactory.releaseMBeanServer(another);
    for (ObjectName name : platform.queryNames(new ObjectName("com.acme:*"), null)) {
      platform.unregisterMBean(name);
    }
  }

  private static ObjectName name(String name) throws Exception {
    return new ObjectName("com.acme:name=" + name);
  }

  @Test
  void mBeansOfThePluginAreUnregisteredInAllServers() throws Exception {
    platform.registerMBean(plugin.make(Counter.class, Object.class), name("standard"));
    platform.registerMBean(plugin.make(Other.class, Object.class), name("mx"));
    platform.registerMBean(
        new StandardMBean(plugin.make(Other.class, CounterMXBean.class), CounterMXBean.class),
        name("wrapped"));
    RequiredModelMBean model =
        new RequiredModelMBean(
            new ModelMBeanInfoSupport(
                "model",
                "model",
                new ModelMBeanAttributeInfo[0],
                new ModelMBeanConstructorInfo[0],
                new ModelMBeanOperationInfo[0],
                new ModelMBeanNotificationInfo[0]));
    model.setManagedResource(plugin.make(Other.class, Object.class), "ObjectReference");
    another.registerMBean(model, name("model"));
    assertThat(new MBeans().sweep(plugin.departed()))
        .containsExactlyInAnyOrder(
            "unregistered the MBean com.acme:name=standard",
            "unregistered the MBean com.acme:name=mx",
            "unregistered the MBean com.acme:name=wrapped",
            "unregistered the MBean com.acme:name=model");
    assertThat(platform.queryNames(new ObjectName("com.acme:*"), null)).isEmpty();
    assertThat(another.queryNames(new ObjectName("com.acme:*"), null)).isEmpty();
  }

  @Test
  void anMBeanThatMerelyReachesThePluginStays() throws Exception {
    platform.registerMBean(
        new Reaching(plugin.make(Counter.class, Object.class)), name("reaching"));
    platform.registerMBean(next.make(Counter.class, Object.class), name("next"));
    assertThat(new MBeans().sweep(plugin.departed())).isEmpty();
    assertThat(platform.isRegistered(name("reaching"))).isTrue();
    assertThat(platform.isRegistered(name("next"))).isTrue();
  }
}
