package dev.pluginswap.manage;

import static dev.pluginswap.manage.FakeOperations.NEW_DIGEST;
import static dev.pluginswap.manage.FakeOperations.OLD_DIGEST;
import static dev.pluginswap.manage.FakeOperations.removed;
import static dev.pluginswap.manage.FakeOperations.report;
import static dev.pluginswap.manage.FakeOperations.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Through a real RMI connector: what a generic client sees. */
class ManagementTest {

  private static final Path DIRECTORY = Path.of("/srv/plugins");

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final FakeOperations operations =
      new FakeOperations().know(status("greeter"), removed("old"));
  private final ObjectName agent = name("dev.pluginswap:type=PluginSwap");
  private final ObjectName greeter = name("dev.pluginswap:type=Plugin,name=greeter");

  private Management management;
  private LoopbackJmx jmx;
  private MBeanServerConnection client;

  @BeforeEach
  void connect() throws Exception {
    management =
        Management.register(server, operations, "0.1.0", DIRECTORY, CallerPolicy.standard(false));
    jmx = new LoopbackJmx(server, null);
    client = jmx.client();
  }

  @AfterEach
  void disconnect() throws Exception {
    jmx.close();
    management.close();
  }

  @Test
  void anInstallAnswersInOpenTypes() throws Exception {
    operations.answer =
        () ->
            report(
                "install",
                Outcome.REFUSED,
                Problem.error("missing-member", "Impl.java:41", "no such method", "rebuild"));

    Object answer = invoke(agent, "install", "/a/b.zip");

    assertThat(operations.asked).containsExactly("install /a/b.zip");
    assertThat(answer).isExactlyInstanceOf(CompositeDataSupport.class);
    CompositeData data = (CompositeData) answer;
    assertThat(data.getCompositeType().keySet())
        .isEqualTo(report("install", Outcome.REFUSED).toMap().keySet());
    assertThat(data.get("outcome")).isEqualTo("REFUSED");
    assertThat(data.get("generation")).isEqualTo(7L);
    assertThat(((CompositeData) data.get("previous")).get("digest")).isEqualTo(OLD_DIGEST);
    CompositeData[] phases = (CompositeData[]) data.get("phases");
    assertThat(phases[0].getAll(new String[] {"name", "micros"})).containsExactly("fetch", 12000L);
    CompositeData[] problems = (CompositeData[]) data.get("problems");
    assertThat(problems[0].getAll(new String[] {"code", "severity", "where", "what", "cure"}))
        .containsExactly("missing-member", "ERROR", "Impl.java:41", "no such method", "rebuild");
  }

  @Test
  void everyOperationReachesTheAgent() throws Exception {
    for (String operation : List.of("verify", "reload", "rollback", "remove")) {
      invoke(agent, operation, "greeter");
    }
    for (String operation : List.of("reload", "rollback", "remove")) {
      invoke(greeter, operation);
    }
    CompositeData collected = (CompositeData) invoke(agent, "gc");
    CompositeData dry = (CompositeData) invoke(agent, "gcDryRun");

    assertThat(operations.asked)
        .containsExactly(
            "verify greeter",
            "reload greeter",
            "rollback greeter",
            "remove greeter",
            "reload greeter",
            "rollback greeter",
            "remove greeter",
            "gc",
            "gc dry");
    assertThat(collected.get("dryRun")).isEqualTo(false);
    assertThat(((CompositeData[]) collected.get("collected"))[0].get("digest"))
        .isEqualTo(OLD_DIGEST);
    assertThat(dry.get("dryRun")).isEqualTo(true);
  }

  @Test
  void theAttributesOfTheAgentAreOpenTypes() throws Exception {
    assertThat(client.getAttribute(agent, "Version")).isEqualTo("0.1.0");
    assertThat(client.getAttribute(agent, "PluginsDirectory")).isEqualTo("/srv/plugins");
    Object plugins = client.getAttribute(agent, "Plugins");
    assertThat(plugins).isExactlyInstanceOf(CompositeData[].class);
    CompositeData first = ((CompositeData[]) plugins)[0];
    assertThat(first.getCompositeType().keySet()).isEqualTo(status("greeter").toMap().keySet());
    assertThat(first.get("services")).isEqualTo(new String[] {"com.acme.Greeter"});
    assertThat(((CompositeData[]) plugins)[1].get("live")).isNull();
  }

  @Test
  void theAttributesOfAPluginAreItsStatus() throws Exception {
    assertThat(client.getAttribute(greeter, "Name")).isEqualTo("greeter");
    assertThat(client.getAttribute(greeter, "State")).isEqualTo("LIVE");
    assertThat(client.getAttribute(greeter, "Version")).isEqualTo("1.2.0");
    assertThat(client.getAttribute(greeter, "Digest")).isEqualTo(NEW_DIGEST);
    assertThat(client.getAttribute(greeter, "Generation")).isEqualTo(7L);
    assertThat(client.getAttribute(greeter, "Since")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(client.getAttribute(greeter, "Services"))
        .isEqualTo(new String[] {"com.acme.Greeter"});
    assertThat(client.getAttribute(greeter, "CallsInFlight")).isEqualTo(3L);
    assertThat(client.getAttribute(greeter, "Draining"))
        .isEqualTo(new String[] {"greeter@1.1.0#6"});
    assertThat(((CompositeData) client.getAttribute(greeter, "Previous")).get("version"))
        .isEqualTo("1.1.0");
    assertThat(((CompositeData[]) client.getAttribute(greeter, "Problems"))[0].get("code"))
        .isEqualTo("left-out");
    ObjectName old = name("dev.pluginswap:type=Plugin,name=old");
    assertThat(client.getAttribute(old, "Version")).isNull();
    assertThat(client.getAttribute(old, "Since")).isNull();
    assertThat(client.getAttribute(old, "Previous")).isNull();
  }

  @Test
  void aFailureArrivesInJdkTypesWithItsMessage() {
    operations.answer =
        () -> {
          throw new PluginsOwnException("boom");
        };

    Throwable thrown = catchThrowable(() -> invoke(agent, "install", "/a"));

    assertThat(chainOf(thrown)).allMatch(t -> t.getClass().getClassLoader() == null);
    assertThat(thrown)
        .rootCause()
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("PluginsOwnException: boom");
  }

  @Test
  void anUnknownPluginAndAMissingArgumentAreIllegalArguments() {
    assertThatThrownBy(() -> invoke(agent, "reload", "nobody"))
        .rootCause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no plugin 'nobody' is known");
    assertThatThrownBy(() -> invoke(agent, "install", (Object) null))
        .rootCause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is null");
    assertThatThrownBy(() -> invoke(agent, "install", " "))
        .rootCause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the source is empty");
  }

  @Test
  void anOperationRunsWithTheCoresContextClassLoaderAndGivesTheThreadsBack() throws Exception {
    ClassLoader mine = new ClassLoader(null) {};
    Thread.currentThread().setContextClassLoader(mine);
    try {
      server.invoke(agent, "install", new Object[] {"/a"}, new String[] {"java.lang.String"});
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);

      operations.answer =
          () -> {
            throw new IllegalArgumentException("no");
          };
      assertThatThrownBy(
              () ->
                  server.invoke(
                      agent, "install", new Object[] {"/a"}, new String[] {"java.lang.String"}))
          .rootCause()
          .hasMessage("no");
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);
    } finally {
      Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }
    assertThat(operations.contextClassLoader).isSameAs(Management.class.getClassLoader());
  }

  @ParameterizedTest
  @EnumSource(PluginEvent.Kind.class)
  void everyKindOfEventArrivesAsANotification(PluginEvent.Kind kind) throws Exception {
    BlockingQueue<Notification> arrived = new LinkedBlockingQueue<>();
    client.addNotificationListener(agent, (n, hint) -> arrived.add(n), null, null);

    operations.emit(kind, "validate");

    Notification notification = arrived.poll(20, TimeUnit.SECONDS);
    assertThat(notification).isNotNull();
    assertThat(notification.getType())
        .isEqualTo(
            "dev.pluginswap." + kind.name().toLowerCase(java.util.Locale.ROOT).replace("_", ""));
    assertThat(notification.getMessage()).isEqualTo("validate");
    assertThat(notification.getSource()).isEqualTo(agent);
    assertThat(notification.getTimeStamp()).isEqualTo(FakeOperations.NOW.toEpochMilli());
    assertThat(notification.getUserData()).isExactlyInstanceOf(CompositeDataSupport.class);
    CompositeData data = (CompositeData) notification.getUserData();
    assertThat(data.get("plugin")).isEqualTo("greeter");
    assertThat(data.get("version")).isNull();
    assertThat(data.get("kind")).isEqualTo(kind.name());
    assertThat(client.getMBeanInfo(agent).getNotifications()[0].getNotifTypes())
        .contains(notification.getType());
  }

  @Test
  void thePluginsBeansFollowThePlugins() throws Exception {
    operations.known.remove("greeter");
    operations.know(status("fresh"));
    operations.emit(PluginEvent.Kind.SWAPPED, "swapped");

    assertThat(client.queryNames(name("dev.pluginswap:type=Plugin,*"), null))
        .containsExactlyInAnyOrder(
            name("dev.pluginswap:type=Plugin,name=fresh"),
            name("dev.pluginswap:type=Plugin,name=old"));
  }

  @Test
  void aBeanIsThereBeforeItsNotification() throws Exception {
    List<Boolean> seen = new ArrayList<>();
    ObjectName fresh = name("dev.pluginswap:type=Plugin,name=fresh");
    server.addNotificationListener(
        agent, (n, hint) -> seen.add(server.isRegistered(fresh)), null, null);

    operations.know(status("fresh"));
    operations.emit(PluginEvent.Kind.SWAPPED, "swapped");

    assertThat(seen).containsExactly(true);
  }

  @Test
  void aNameThatJmxCannotTakePlainIsQuoted() throws Exception {
    operations.know(status("a=b,c"));
    operations.emit(PluginEvent.Kind.BROKEN, "damaged");

    ObjectName quoted = name("dev.pluginswap:type=Plugin,name=" + ObjectName.quote("a=b,c"));
    assertThat(client.getAttribute(quoted, "Name")).isEqualTo("a=b,c");
  }

  @Test
  void anAttributeOfAPluginThatIsGoneSaysSo() {
    operations.known.remove("greeter");

    assertThatThrownBy(() -> client.getAttribute(greeter, "State"))
        .rootCause()
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("the plugin 'greeter' is no longer known");
  }

  @Test
  void closingTakesEverythingAway() {
    management.close();
    management.close();

    assertThat(server.queryNames(name("dev.pluginswap:*"), null)).isEmpty();
    assertThat(operations.listeners()).isZero();
  }

  @Test
  void twoAgentsOnOneServerAreRefusedAndTheFirstStays() throws Exception {
    assertThatThrownBy(
            () ->
                Management.register(
                    server, operations, "0.2.0", DIRECTORY, CallerPolicy.standard(false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("registered already");
    assertThat(client.getAttribute(agent, "Version")).isEqualTo("0.1.0");
    assertThat(operations.listeners()).isEqualTo(1);
  }

  @Test
  void aConsoleShowsNamesAndDescriptions() throws Exception {
    for (ObjectName bean : List.of(agent, greeter)) {
      MBeanInfo info = client.getMBeanInfo(bean);
      assertThat(Arrays.stream(info.getAttributes()).map(MBeanFeatureInfo::getDescription))
          .allSatisfy(text -> assertThat(text).contains(" "));
      assertThat(Arrays.stream(info.getOperations()).map(MBeanFeatureInfo::getDescription))
          .allSatisfy(text -> assertThat(text).contains(" "));
      assertThat(info.getDescription()).contains(" ");
    }
    MBeanOperationInfo install =
        Arrays.stream(client.getMBeanInfo(agent).getOperations())
            .filter(operation -> operation.getName().equals("install"))
            .findFirst()
            .orElseThrow();
    assertThat(install.getSignature()[0].getName()).isEqualTo("source");
    assertThat(install.getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
  }

  @Test
  void aRemoteCallerMayLookButNotAct() throws Exception {
    withPolicy(false, null);

    for (String operation : List.of("install", "verify", "reload", "rollback", "remove")) {
      assertThatThrownBy(() -> invoke(agent, operation, "greeter"))
          .rootCause()
          .isExactlyInstanceOf(SecurityException.class)
          .hasMessageStartingWith(operation + " is refused to ");
    }
    assertThatThrownBy(() -> invoke(agent, "gc")).rootCause().isInstanceOf(SecurityException.class);
    for (String operation : List.of("reload", "rollback", "remove")) {
      assertThatThrownBy(() -> invoke(greeter, operation))
          .rootCause()
          .isInstanceOf(SecurityException.class);
    }
    assertThat(operations.asked).isEmpty();

    invoke(agent, "gcDryRun");
    assertThat(client.getAttribute(greeter, "State")).isEqualTo("LIVE");
  }

  @Test
  void anAuthenticatedRemoteCallerIsRecognizedThroughRmi() throws Exception {
    withPolicy(true, new Subject(true, Set.of(new JMXPrincipal("ada")), Set.of(), Set.of()));

    invoke(agent, "reload", "greeter");

    assertThat(operations.asked).containsExactly("reload greeter");
  }

  @Test
  void anAnonymousRemoteCallerIsRefusedEvenWithRemoteUseOn() throws Exception {
    withPolicy(true, null);

    assertThatThrownBy(() -> invoke(agent, "reload", "greeter"))
        .rootCause()
        .isInstanceOf(SecurityException.class)
        .hasMessageContaining("not authenticated");
  }

  /** Starts over with a machine that has no address: the loopback client counts as remote. */
  private void withPolicy(boolean remoteUse, Subject subject) throws Exception {
    disconnect();
    CallerPolicy standard = CallerPolicy.standard(remoteUse).treatingAsLocal(host -> false);
    management = Management.register(server, operations, "0.1.0", DIRECTORY, standard);
    jmx = new LoopbackJmx(server, subject == null ? null : credentials -> subject);
    client = jmx.client();
  }

  private Object invoke(ObjectName bean, String operation, Object... arguments) throws Exception {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, "java.lang.String");
    return client.invoke(bean, operation, arguments, signature);
  }

  private static List<Throwable> chainOf(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (javax.management.MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }

  private static final class PluginsOwnException extends RuntimeException {
    PluginsOwnException(String message) {
      super(message);
    }
  }
}
