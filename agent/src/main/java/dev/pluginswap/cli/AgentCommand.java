package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.cli.Jvms.Jvm;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command for one agent: chooses the JVM, connects, and ends the connection. */
abstract class AgentCommand implements Callable<Integer> {

  @Option(
      names = {"-p", "--pid"},
      paramLabel = "<pid>",
      description = "The JVM to talk to; needed only when several run an agent.")
  private @Nullable Long pid;

  private final RootCommand root;

  AgentCommand(RootCommand root) {
    this.root = root;
  }

  final RootCommand root() {
    return root;
  }

  final boolean hasPid() {
    return pid != null;
  }

  /**
   * Asks the agent.
   *
   * @return the exit code
   */
  abstract int ask(RemoteAgent agent) throws CliException;

  @Override
  public Integer call() throws CliException {
    CliEnvironment environment = root.environment();
    long chosen = pid == null ? onlyAgent(environment.jvms()) : agentIn(environment.jvms(), pid);
    try (Jvms.Connection connection = environment.jvms().connect(chosen)) {
      return ask(RemoteAgent.await(chosen, connection, environment.patience()));
    }
  }

  /** Runs an operation with progress, prints its report, and answers the exit code. */
  final int operate(RemoteAgent agent, String operation, String... arguments) throws CliException {
    return print(root, report(agent, operation, arguments));
  }

  /** Runs an operation with progress, and answers its report. */
  final InstallReport report(RemoteAgent agent, String operation, String... arguments)
      throws CliException {
    try (Progress progress = root.progress()) {
      return agent.operate(operation, progress, arguments);
    }
  }

  static int print(RootCommand root, InstallReport report) {
    root.print(report.toMap(), ReportText.lines(report, root.verbose()));
    return ExitCode.of(report.outcome());
  }

  static PluginStatus require(String name, List<PluginStatus> plugins) throws CliException {
    for (PluginStatus status : plugins) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    List<String> known = plugins.stream().map(PluginStatus::name).toList();
    throw CliException.usage(
        "unknown-plugin",
        "no plugin '%s'%s; %s"
            .formatted(
                name,
                Nearest.question(name, known),
                known.isEmpty()
                    ? "this agent has no plugins yet"
                    : "this agent knows: " + String.join(", ", known)));
  }

  private static long agentIn(Jvms jvms, long pid) throws CliException {
    if (jvms.look(pid).agent() == null) {
      throw CliException.unreachable(
          "no-agent",
          "JVM %d has no plugin-swap agent; attach one: java -jar plugin-swap.jar attach %d plugins=<directory>"
              .formatted(pid, pid),
          null);
    }
    return pid;
  }

  private static long onlyAgent(Jvms jvms) throws CliException {
    List<Jvm> all = jvms.list();
    List<Jvm> agents = all.stream().filter(jvm -> jvm.agent() != null).toList();
    if (agents.size() == 1) {
      return agents.get(0).pid();
    }
    if (agents.isEmpty()) {
      throw CliException.unreachable("no-agent", noAgent(all), null);
    }
    String choices =
        agents.stream()
            .map(jvm -> "\n  --pid %d  %s".formatted(jvm.pid(), jvm.main()).stripTrailing())
            .collect(Collectors.joining());
    throw CliException.unreachable(
        "several-agents", agents.size() + " JVMs run an agent; choose one:" + choices, null);
  }

  private static String noAgent(List<Jvm> all) {
    String silent =
        all.stream()
            .filter(jvm -> jvm.silence() != null)
            .map(jvm -> Long.toString(jvm.pid()))
            .collect(Collectors.joining(", "));
    String lines =
        """
        no JVM of yours runs a plugin-swap agent; start one with it:
          java -javaagent:plugin-swap.jar=plugins=./plugins -jar workspace.jar
        or load it into one that runs, see 'ps':
          java -jar plugin-swap.jar attach <pid> plugins=<directory>""";
    return silent.isEmpty() ? lines : lines + "\nThese did not answer: " + silent;
  }
}
