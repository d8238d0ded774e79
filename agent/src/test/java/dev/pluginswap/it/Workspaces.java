package dev.pluginswap.it;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Applications with the agent, and the service type {@link Greeter} for plugins. */
final class Workspaces {

  private static final String GREETER =
      """
      package dev.pluginswap.testing;
      public interface Greeter {
        String greet(String name);
      }
      """;

  /** Prints {@code up} once the agent answers, and ends with its standard input. */
  private static final String IDLE =
      """
      package host;
      public class Main {
        public static void main(String[] args) throws Exception {
          dev.pluginswap.api.PluginSwap.current();
          System.out.println("up");
          while (System.in.read() >= 0) {}
        }
      }
      """;

  private Workspaces() {}

  /** An application with the main class {@code host.Main}, compiled. */
  static Host host(Path directory, String main) throws IOException {
    return Host.in(directory)
        .with(ForkedJvm.apiClasses())
        .source(Greeter.class.getName(), GREETER)
        .source("host.Main", main)
        .compile();
  }

  /** An application that only waits, compiled. */
  static Host idle(Path directory) throws IOException {
    return host(directory, IDLE);
  }

  /**
   * Starts {@code host.Main} with the agent.
   *
   * @param plugins the plugins directory
   * @param options for the JVM
   */
  static ForkedJvm start(
      Path workingDirectory, Host host, Path plugins, List<String> options, String... arguments)
      throws IOException {
    return start(workingDirectory, host, plugins.toString(), options, arguments);
  }

  /**
   * Starts {@code host.Main} with the agent.
   *
   * @param plugins the plugins directory, and what other options there are behind it: {@code
   *     plugins,retain=1ms}
   * @param options for the JVM
   */
  static ForkedJvm start(
      Path workingDirectory, Host host, String plugins, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(options);
    command.add("-javaagent:" + ForkedJvm.agentJar() + "=plugins=" + plugins);
    command.addAll(List.of("-cp", host.path(), "host.Main"));
    command.addAll(List.of(arguments));
    return ForkedJvm.java(workingDirectory, command);
  }
}
