package dev.pluginswap.cli;

import dev.pluginswap.cli.Jvms.Jvm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attach <pid> [options]}. */
@Command(
    name = "attach",
    header = "Loads the agent into a JVM that is already running.",
    description = {
      "",
      "A JVM that has an agent keeps it as it is. JDK 21 and later print a warning in that JVM, and"
          + " refuse if it runs with -XX:-EnableDynamicAgentLoading."
    },
    footerHeading = "%nExample:%n",
    footer = "  java -jar plugin-swap.jar attach 4711 plugins=/srv/plugins,exports=com.acme.api.*")
final class AttachCommand implements Callable<Integer> {

  /** Between two looks for the agent. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  @Parameters(index = "0", paramLabel = "<pid>", description = "The JVM; see 'ps'.")
  private long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<options>",
      description =
          "The agent's options as key=value,… as behind -javaagent:plugin-swap.jar= . Relative paths"
              + " are relative to that JVM's working directory.")
  private String options = "";

  private final RootCommand root;

  AttachCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws CliException {
    CliEnvironment environment = root.environment();
    Jvm before = environment.jvms().look(pid);
    if (before.agent() != null) {
      String ignored = options.isEmpty() ? "" : "; the options were not applied";
      print(before, false, "runs", " already", ignored);
      return ExitCode.DONE;
    }
    environment.jvms().load(pid, environment.jar(), options);
    print(awaitAgent(environment), true, "now runs", "", "");
    return ExitCode.DONE;
  }

  private Jvm awaitAgent(CliEnvironment environment) throws CliException {
    long end = System.nanoTime() + environment.patience().toNanos();
    while (true) {
      Jvm jvm = environment.jvms().look(pid);
      if (jvm.agent() != null) {
        return jvm;
      }
      if (System.nanoTime() >= end) {
        throw CliException.unreachable(
            "agent-not-started",
            "JVM %d took the agent, but it has not started after %d s; the log of that JVM says why"
                .formatted(pid, environment.patience().toSeconds()),
            null);
      }
      pause();
    }
  }

  private static void pause() throws CliException {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.unreachable("interrupted", "interrupted while waiting for the agent", e);
    }
  }

  private void print(Jvm jvm, boolean attached, String verb, String already, String ending) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("pid", jvm.pid());
    map.put("agent", jvm.agent());
    map.put("plugins", jvm.plugins());
    map.put("attached", attached);
    String plugins = jvm.plugins() == null ? "" : " (plugins in " + jvm.plugins() + ")";
    root.print(
        map,
        List.of(
            "JVM %d %s plugin-swap %s%s%s%s"
                .formatted(jvm.pid(), verb, jvm.agent(), already, plugins, ending)));
  }
}
