package dev.pluginswap.cli;

import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServerConnection;
import org.jspecify.annotations.Nullable;

/** The other JVMs of this user on this machine. */
interface Jvms {

  /**
   * All of them, by process id. One that does not answer in time is listed, as silent.
   *
   * @throws CliException if this JVM has no means to look
   */
  List<Jvm> list() throws CliException;

  /**
   * One of them.
   *
   * @throws CliException if there is none with that id or it cannot be reached
   */
  Jvm look(long pid) throws CliException;

  /**
   * A connection to its platform MBean server. Loads no agent of ours.
   *
   * @throws CliException if it cannot be reached
   */
  Connection connect(long pid) throws CliException;

  /**
   * Loads our agent into it. Returns when the JVM has taken it, not when the agent has started.
   *
   * @param options as behind {@code -javaagent:jar=}; may be empty
   * @throws CliException if the JVM does not take it; the message says why and what would help
   */
  void load(long pid, Path jar, String options) throws CliException;

  /**
   * A JVM as it describes itself.
   *
   * @param pid its process id
   * @param main its main class or jar; empty when not known
   * @param agent the version of the plugin-swap agent in it; null when it has none or is silent
   * @param plugins its plugins directory; null when it has no agent, or the agent has not said yet
   * @param silence why it could not be asked; null when it could
   */
  record Jvm(
      long pid,
      String main,
      @Nullable String agent,
      @Nullable String plugins,
      @Nullable String silence) {}

  /** An open connection. */
  interface Connection extends AutoCloseable {

    MBeanServerConnection server();

    /** Ends it. Never fails: what was asked is answered by then. */
    @Override
    void close();
  }
}
