package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.PluginStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationFilterSupport;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;

/** The agent in another JVM, over JMX and open types alone. */
final class RemoteAgent {

  /** Between two looks for an agent that is still starting. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final ObjectName NAME = name();

  private final long pid;
  private final Jvms.Connection connection;

  private RemoteAgent(long pid, Jvms.Connection connection) {
    this.pid = pid;
    this.connection = connection;
  }

  /** The process. */
  long pid() {
    return pid;
  }

  /**
   * The agent behind a connection, which stays the caller's to close. Waits for one that is still
   * starting: the property that says that it is there is set before its beans are.
   *
   * @throws CliException if it has not started after {@code patience}
   */
  static RemoteAgent await(long pid, Jvms.Connection connection, Duration patience)
      throws CliException {
    RemoteAgent agent = new RemoteAgent(pid, connection);
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!agent.server().isRegistered(NAME)) {
        if (System.nanoTime() >= end) {
          throw CliException.unreachable(
              "agent-not-started",
              "the agent in JVM %d has not started after %d s; the log of that JVM says what it waits for"
                  .formatted(pid, patience.toSeconds()),
              null);
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
      return agent;
    } catch (IOException e) {
      throw agent.lost("looking for the agent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.unreachable("interrupted", "interrupted while waiting for the agent", e);
    }
  }

  /**
   * Runs an operation that answers with a report.
   *
   * @param progress told of every step meanwhile
   * @param arguments a source or a plugin's name, and what else the operation takes
   * @throws CliException if it could not be asked, or says that the argument makes no sense
   */
  InstallReport operate(String operation, Progress progress, String... arguments)
      throws CliException {
    NotificationListener listener =
        (notification, hint) -> progress.step(notification.getMessage());
    NotificationFilterSupport steps = new NotificationFilterSupport();
    steps.enableType("dev.pluginswap.progress");
    try {
      // Not removed again: it ends with the connection, and an answer that came must not be lost.
      server().addNotificationListener(NAME, listener, steps, null);
    } catch (IOException e) {
      throw lost(operation, e);
    } catch (JMException e) {
      throw failed(operation, e);
    }
    return InstallReport.ofMap(OpenData.map(invoke(operation, arguments)));
  }

  /**
   * Cancels what is being installed from a source.
   *
   * @return the name of a {@link dev.pluginswap.api.CancelOutcome}
   */
  String cancel(String source) throws CliException {
    return String.valueOf(OpenData.map(invoke("cancel", source)).get("outcome"));
  }

  /** The report as the map of {@code GcReport.toMap}. */
  Map<String, Object> gc(boolean dryRun) throws CliException {
    return OpenData.map(invoke(dryRun ? "gcDryRun" : "gc"));
  }

  /** All plugins, by name. */
  List<PluginStatus> plugins() throws CliException {
    try {
      return OpenData.maps(server().getAttribute(NAME, "Plugins")).stream()
          .map(PluginStatus::ofMap)
          .toList();
    } catch (IOException e) {
      throw lost("list", e);
    } catch (JMException | JMRuntimeException e) {
      throw failed("list", e);
    }
  }

  private CompositeData invoke(String operation, String... arguments) throws CliException {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    try {
      return (CompositeData) server().invoke(NAME, operation, arguments, signature);
    } catch (IOException e) {
      throw lost(operation, e);
    } catch (JMException | JMRuntimeException | SecurityException e) {
      throw failed(operation, e);
    }
  }

  private CliException failed(String operation, Exception e) {
    Throwable cause = e;
    if (e instanceof RuntimeMBeanException wrapper) {
      cause = wrapper.getTargetException();
    } else if (e instanceof RuntimeErrorException wrapper) {
      cause = wrapper.getTargetError();
    }
    if (cause instanceof IllegalArgumentException) {
      return CliException.usage("bad-argument", String.valueOf(cause.getMessage()));
    }
    if (cause instanceof SecurityException) {
      return CliException.unreachable("not-allowed", String.valueOf(cause.getMessage()), e);
    }
    return CliException.internal(
        "agent-failed",
        "%s failed in JVM %d: %s; the log of that JVM has the details"
            .formatted(operation, pid, cause.getMessage() == null ? cause : cause.getMessage()),
        e);
  }

  private CliException lost(String operation, IOException e) {
    return CliException.unreachable(
        "connection-lost",
        ("the connection to JVM %d was lost during '%s': %s; if the JVM lives, it finishes what it"
                + " began: see 'list'")
            .formatted(pid, operation, e.getMessage()),
        e);
  }

  private MBeanServerConnection server() {
    return connection.server();
  }

  private static ObjectName name() {
    try {
      return new ObjectName("dev.pluginswap:type=PluginSwap");
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }
}
