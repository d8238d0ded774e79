package dev.pluginswap.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs of this JDK, with the agent where plugin-swap is what is compared. */
final class ChildJvm {

  private ChildJvm() {}

  /**
   * Runs a main class to its end; what it writes to stderr goes to ours.
   *
   * @param plugins the agent's plugins directory; only used for {@link Kind#PLUGIN_SWAP}
   * @return the lines that it has written to stdout
   * @throws IllegalStateException if it ends with another status than 0
   */
  static List<String> run(Kind kind, Path plugins, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (kind == Kind.PLUGIN_SWAP) {
      command.add(agentArgument(plugins));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + status + "; stderr has said why");
      }
      return lines;
    } finally {
      process.destroy();
    }
  }

  /** What starts the agent in a JVM. */
  static String agentArgument(Path plugins) {
    return "-javaagent:%s=plugins=%s,exports=%s"
        .formatted(agentJar(), plugins, Service.class.getPackageName());
  }

  /** The agent's jar, which the build puts beside the libraries of the peers. */
  static Path agentJar() {
    try {
      Path jar =
          Path.of(ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolveSibling("peers").resolve("plugin-swap.jar");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where is the jar of the benchmarks?", e);
    }
  }
}
