package dev.pluginswap.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;

/** JVMs that a test makes up; all connections lead to one MBean server. */
final class FakeJvms implements Jvms {

  final Map<Long, Jvm> jvms = new TreeMap<>();

  /** What was loaded, as {@code pid jar options}. */
  final List<String> loaded = new ArrayList<>();

  /** What happens to a JVM when an agent is loaded; null to refuse. */
  CliException loadFailure;

  boolean agentStartsWhenLoaded = true;
  int openConnections;
  private final MBeanServer server;

  FakeJvms(MBeanServer server) {
    this.server = server;
  }

  FakeJvms agent(long pid) {
    jvms.put(pid, new Jvm(pid, "com.acme.Main", "0.1.0", "/srv/plugins", null));
    return this;
  }

  FakeJvms plain(long pid) {
    jvms.put(pid, new Jvm(pid, "other.jar", null, null, null));
    return this;
  }

  FakeJvms silent(long pid) {
    jvms.put(pid, new Jvm(pid, "stuck.jar", null, null, "no answer within 3 s"));
    return this;
  }

  @Override
  public List<Jvm> list() {
    return List.copyOf(jvms.values());
  }

  @Override
  public Jvm look(long pid) throws CliException {
    if (!jvms.containsKey(pid)) {
      throw CliException.unreachable(
          "jvm-not-reachable", "JVM " + pid + " cannot be reached", null);
    }
    return jvms.get(pid);
  }

  @Override
  public Connection connect(long pid) {
    openConnections++;
    return new Connection() {
      @Override
      public MBeanServerConnection server() {
        return server;
      }

      @Override
      public void close() {
        openConnections--;
      }
    };
  }

  @Override
  public void load(long pid, Path jar, String options) throws CliException {
    if (loadFailure != null) {
      throw loadFailure;
    }
    loaded.add(pid + " " + jar + " " + options);
    if (agentStartsWhenLoaded) {
      agent(pid);
    }
  }
}
