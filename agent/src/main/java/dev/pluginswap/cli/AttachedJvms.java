package dev.pluginswap.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The JVMs that the attach API of the JDK finds. Attaching only reads properties and starts the
 * JVM's own management agent: on JDK 21+ the warning and the switch of JEP 451 concern {@link
 * #load} alone. Every conversation runs on a daemon thread with a limit, since a stopped process
 * never answers.
 */
final class AttachedJvms implements Jvms {

  /** Set by the agent to its version, before its beans are registered. */
  private static final String AGENT_PROPERTY = "dev.pluginswap.agent";

  /** Set by the agent to its plugins directory. */
  private static final String PLUGINS_PROPERTY = "dev.pluginswap.plugins";

  /** For a JVM to say what it is. */
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(3);

  /** For a JVM to start its management agent, or to run ours up to its start. */
  private static final Duration WORK_LIMIT = Duration.ofSeconds(30);

  /** How many JVMs are asked at once. */
  private static final int PARALLEL = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          PARALLEL,
          work -> {
            Thread thread = new Thread(work, "plugin-swap-attach");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public List<Jvm> list() throws CliException {
    requireAttach();
    String self = Long.toString(ProcessHandle.current().pid());
    List<VirtualMachineDescriptor> others =
        VirtualMachine.list().stream().filter(vm -> !vm.id().equals(self)).toList();
    List<Future<Jvm>> answers = new ArrayList<>();
    for (VirtualMachineDescriptor vm : others) {
      answers.add(threads.submit(() -> describe(vm.id(), vm.displayName())));
    }
    long end = System.nanoTime() + LOOK_LIMIT.toNanos();
    List<Jvm> jvms = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      VirtualMachineDescriptor vm = others.get(i);
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      jvms.add(orSilent(vm, answers.get(i), left));
    }
    jvms.sort(Comparator.comparingLong(Jvm::pid));
    return jvms;
  }

  private static Jvm orSilent(VirtualMachineDescriptor vm, Future<Jvm> answer, Duration limit)
      throws CliException {
    try {
      return await(answer, limit);
    } catch (TimeoutException | ExecutionException e) {
      long pid = Long.parseLong(vm.id());
      return new Jvm(pid, shortName(vm.displayName()), null, null, reason(e));
    }
  }

  @Override
  public Jvm look(long pid) throws CliException {
    requireAttach();
    String name =
        VirtualMachine.list().stream()
            .filter(vm -> vm.id().equals(Long.toString(pid)))
            .map(VirtualMachineDescriptor::displayName)
            .findFirst()
            .orElse("");
    return talk(pid, LOOK_LIMIT, () -> describe(Long.toString(pid), name));
  }

  @Override
  public Connection connect(long pid) throws CliException {
    requireAttach();
    return talk(pid, WORK_LIMIT, () -> open(pid));
  }

  @SuppressWarnings("BanJNDI") // the address comes from the JVM that was attached to
  private static Connection open(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
    JMXServiceURL address;
    try {
      address = new JMXServiceURL(vm.startLocalManagementAgent());
    } finally {
      vm.detach();
    }
    JMXConnector connector = JMXConnectorFactory.connect(address);
    MBeanServerConnection server = connector.getMBeanServerConnection();
    return new Connection() {
      @Override
      public MBeanServerConnection server() {
        return server;
      }

      @Override
      public void close() {
        try {
          connector.close();
        } catch (IOException e) {
          // The JVM ended in between. The answer is here, and the connector is closed on this side
          // all the same: there is nothing to tell the user.
          return;
        }
      }
    };
  }

  @Override
  public void load(long pid, Path jar, String options) throws CliException {
    requireAttach();
    boolean loaded = talk(pid, WORK_LIMIT, () -> loadNow(pid, jar, options));
    if (!loaded) {
      throw CliException.unreachable(
          "dynamic-loading-off",
          ("JVM %d does not let agents be loaded: it runs with -XX:-EnableDynamicAgentLoading;"
                  + " start it with -XX:+EnableDynamicAgentLoading, or with -javaagent:%s")
              .formatted(pid, jar),
          null);
    }
  }

  /** Whether the JVM allows it. */
  private static boolean loadNow(long pid, Path jar, String options)
      throws IOException,
          AttachNotSupportedException,
          AgentLoadException,
          AgentInitializationException {
    VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
    try {
      vm.loadAgent(jar.toString(), options);
      return true;
    } catch (AgentLoadException e) {
      if (isSwitchedOff(e)) {
        return false;
      }
      throw e;
    } finally {
      vm.detach();
    }
  }

  /** There is no code for it, only HotSpot's words. */
  private static boolean isSwitchedOff(AgentLoadException e) {
    String message = e.getMessage();
    return message != null
        && message.toLowerCase(Locale.ROOT).contains("dynamic agent loading is not enabled");
  }

  private static Jvm describe(String id, String displayName)
      throws IOException, AttachNotSupportedException {
    VirtualMachine vm = VirtualMachine.attach(id);
    try {
      Properties properties = vm.getSystemProperties();
      return new Jvm(
          Long.parseLong(id),
          shortName(
              displayName.isEmpty() ? properties.getProperty("sun.java.command", "") : displayName),
          properties.getProperty(AGENT_PROPERTY),
          properties.getProperty(PLUGINS_PROPERTY),
          null);
    } finally {
      vm.detach();
    }
  }

  /** The main class or jar without its arguments, which may be secrets. */
  private static String shortName(String displayName) {
    int space = displayName.indexOf(' ');
    return space < 0 ? displayName : displayName.substring(0, space);
  }

  private <T> T talk(long pid, Duration limit, Callable<T> conversation) throws CliException {
    try {
      return await(threads.submit(conversation), limit);
    } catch (TimeoutException | ExecutionException e) {
      throw CliException.unreachable(
          "jvm-not-reachable",
          "JVM %d cannot be reached: %s; see 'ps' for those that can, and use the user that runs it"
              .formatted(pid, reason(e)),
          e);
    }
  }

  private static <T> T await(Future<T> answer, Duration limit)
      throws TimeoutException, ExecutionException, CliException {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.unreachable("interrupted", "interrupted while asking a JVM", e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof TimeoutException) {
      return "no answer in time";
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getName() : message;
  }

  private static void requireAttach() throws CliException {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw CliException.unreachable(
          "no-attach-module",
          "this Java has no module jdk.attach, which finds other JVMs; run the command with a JDK"
              + " instead of "
              + System.getProperty("java.home"),
          null);
    }
  }
}
