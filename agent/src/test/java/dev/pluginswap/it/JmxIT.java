package dev.pluginswap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows JMX and none of our classes, as jconsole does. */
class JmxIT {

  @TempDir Path directory;
  private ForkedJvm jvm;
  private JMXConnector connector;
  private MBeanServerConnection server;
  private ObjectName agent;

  @BeforeEach
  @SuppressWarnings("BanJNDI") // the address comes from the JVM that was attached to
  void connectOverTheLocalManagementAddress() throws Exception {
    Host host = Workspaces.idle(directory.resolve("host"));
    jvm = Workspaces.start(directory, host, directory.resolve("plugins"), List.of());
    jvm.awaitLine("^up$");
    VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
    server = connector.getMBeanServerConnection();
    agent = new ObjectName("dev.pluginswap:type=PluginSwap");
    long end = System.nanoTime() + ForkedJvm.BOUND.toNanos();
    while (!server.isRegistered(agent)) {
      assertThat(System.nanoTime()).as("the agent's bean").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @AfterEach
  void disconnect() throws Exception {
    try (ForkedJvm ended = jvm) {
      if (connector != null) {
        connector.close();
      }
      assertThat(ended).isNotNull();
    }
  }

  private static TestPlugin greeter(String version) {
    return TestPlugin.greeter("greeter", version, "Hello " + version);
  }

  private Path zip(TestPlugin plugin, String file) {
    return plugin.zip(directory.resolve(file));
  }

  private Object call(ObjectName bean, String operation, Object... arguments) throws Exception {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    return server.invoke(bean, operation, arguments, signature);
  }

  private CompositeData report(String operation, Object argument) throws Exception {
    return (CompositeData) call(agent, operation, argument.toString());
  }

  private ObjectName bean(String plugin) throws Exception {
    return server
        .queryNames(new ObjectName("dev.pluginswap:type=Plugin,name=" + plugin), null)
        .stream()
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everythingThatTheBeansSayIsOfAnOpenType() throws Exception {
    report("install", zip(greeter("1.0.0"), "one.zip"));
    List<ObjectName> names =
        List.copyOf(server.queryNames(new ObjectName("dev.pluginswap:*"), null));
    assertThat(names).hasSize(2);
    for (ObjectName name : names) {
      MBeanInfo info = server.getMBeanInfo(name);
      for (MBeanAttributeInfo attribute : info.getAttributes()) {
        assertThat(attribute.getDescriptor().getFieldValue("openType"))
            .as(name + " " + attribute.getName())
            .isInstanceOf(OpenType.class);
        server.getAttribute(name, attribute.getName()); // would fail for a class of ours
      }
      for (MBeanOperationInfo operation : info.getOperations()) {
        assertThat(operation.getReturnType())
            .as(name + " " + operation.getName())
            .isEqualTo(CompositeData.class.getName());
        assertThat(operation.getDescription()).isNotEqualTo(operation.getName());
      }
    }
  }

  @Test
  void installsAndVerifiesAndSeesThePlugins() throws Exception {
    CompositeData installed = report("install", zip(greeter("1.0.0"), "one.zip"));
    assertThat(installed.get("outcome")).isEqualTo("COMMITTED");
    assertThat(installed.get("generation")).isEqualTo(1L);
    assertThat(installed.get("previous")).isNull();

    CompositeData verified = report("verify", zip(greeter("2.0.0"), "two.zip"));
    assertThat(verified.get("outcome")).isEqualTo("UNCHANGED");
    assertThat(verified.get("version")).isEqualTo("2.0.0");
    assertThat(((CompositeData) verified.get("previous")).get("version")).isEqualTo("1.0.0");

    CompositeData[] plugins = (CompositeData[]) server.getAttribute(agent, "Plugins");
    assertThat(plugins).hasSize(1);
    assertThat(plugins[0].get("name")).isEqualTo("greeter");
    assertThat(plugins[0].get("state")).isEqualTo("LIVE");
    assertThat(((CompositeData) plugins[0].get("live")).get("version")).isEqualTo("1.0.0");
    assertThat((String[]) plugins[0].get("services")).containsExactly(Greeter.class.getName());
  }

  @Test
  void aPluginHasABeanOfItsOwnFromItsInstallOn() throws Exception {
    report("install", zip(greeter("1.0.0"), "one.zip"));
    ObjectName greeter = bean("greeter");
    assertThat(server.getAttribute(greeter, "Version")).isEqualTo("1.0.0");
    report("install", zip(greeter("2.0.0"), "two.zip"));
    assertThat(server.getAttribute(greeter, "Version")).isEqualTo("2.0.0");
    assertThat(server.getAttribute(greeter, "Generation")).isEqualTo(2L);
    assertThat(((CompositeData) server.getAttribute(greeter, "Previous")).get("version"))
        .isEqualTo("1.0.0");

    assertThat(((CompositeData) call(greeter, "rollback")).get("outcome")).isEqualTo("COMMITTED");
    assertThat(server.getAttribute(greeter, "Version")).isEqualTo("1.0.0");
    assertThat(((CompositeData) call(greeter, "reload")).get("generation")).isEqualTo(4L);
    assertThat(((CompositeData) call(greeter, "remove")).get("outcome")).isEqualTo("COMMITTED");
    assertThat(server.getAttribute(greeter, "State")).isEqualTo("REMOVED");
  }

  @Test
  void failuresOfTheCallerArriveAsExceptionsOfTheJdk() {
    assertThatThrownBy(() -> report("reload", "nobody"))
        .isInstanceOf(RuntimeMBeanException.class)
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void theOptimisingCompilerIsKeptOffVerificationAlone() throws Exception {
    String directives =
        (String)
            server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "compilerDirectivesPrint",
                new Object[0],
                new String[0]);

    assertThat(directives.lines().filter(line -> line.contains("matching:")))
        .containsExactly(" matching: dev/pluginswap/verify/*.*", " matching: *.*");
    assertThat(directives).containsOnlyOnce("Exclude:true");
  }

  @Test
  void notificationsTellWhatHappened() throws Exception {
    BlockingQueue<Notification> arrived = new LinkedBlockingQueue<>();
    server.addNotificationListener(agent, (sent, hint) -> arrived.add(sent), null, null);

    report("install", zip(greeter("1.0.0"), "one.zip"));
    Notification swapped = await(arrived, "dev.pluginswap.swapped");
    assertThat(((CompositeData) swapped.getUserData()).get("plugin")).isEqualTo("greeter");
    assertThat(((CompositeData) swapped.getUserData()).get("version")).isEqualTo("1.0.0");

    TestPlugin unlinked =
        TestPlugin.of("greeter", "2.0.0")
            .source("test.Hello", "package test; public class Hello {}")
            .provides(Greeter.class.getName(), "test.Hello")
            .requires(Greeter.class.getName());
    assertThat(report("install", zip(unlinked, "two.zip")).get("outcome")).isEqualTo("REFUSED");
    Notification refused = await(arrived, "dev.pluginswap.refused");
    assertThat(((CompositeData) refused.getUserData()).get("version")).isEqualTo("2.0.0");

    TestPlugin failing =
        greeter("3.0.0")
            .source(
                "test.Entry",
                """
                package test;
                public class Entry implements dev.pluginswap.api.Plugin {
                  @Override public void start(dev.pluginswap.api.PluginContext context) {
                    throw new IllegalStateException("no port is free");
                  }
                }
                """)
            .entry("test.Entry");
    assertThat(report("install", zip(failing, "three.zip")).get("outcome"))
        .isEqualTo("ROLLED_BACK");
    Notification rolledBack = await(arrived, "dev.pluginswap.rolledback");
    assertThat(rolledBack.getMessage()).contains("greeter");
    assertThat(rolledBack.getSource()).isEqualTo(agent);
  }

  private static Notification await(BlockingQueue<Notification> arrived, String type)
      throws InterruptedException {
    List<String> others = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      Notification next = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(next).as(type + " has not arrived, only " + others).isNotNull();
      if (next.getType().equals(type)) {
        return next;
      }
      others.add(next.getType());
    }
  }
}
