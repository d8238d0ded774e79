package dev.pluginswap.it;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code java -jar plugin-swap.jar …}, as an operator or a script runs it. */
final class CommandLine {

  private CommandLine() {}

  /**
   * What one command did.
   *
   * @param exit the exit status
   * @param out stdout, without the last line end
   * @param err stderr, without the last line end
   */
  record Ran(int exit, String out, String err) {

    /** Its stdout, which must be exactly one JSON object. */
    Map<String, Object> json() {
      return Json.parse(out);
    }
  }

  static Ran run(Path workingDirectory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", ForkedJvm.agentJar().toString()));
    command.addAll(List.of(arguments));
    try (ForkedJvm jvm = ForkedJvm.java(workingDirectory, command)) {
      int exit = jvm.exitValue();
      return new Ran(exit, String.join("\n", jvm.stdout()), String.join("\n", jvm.stderr()));
    }
  }
}
