package com.acme.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent's command line, run as a person would run it: {@code java -jar plugin-swap.jar …}. */
final class CommandLine {

  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Path java;
  private final Path agent;

  /** Where the output of a command goes while it runs. */
  private final Path scratch;

  CommandLine(Path java, Path agent, Path scratch) {
    this.java = java;
    this.agent = agent;
    this.scratch = scratch;
  }

  /**
   * How a command ended.
   *
   * @param exitCode what it exited with
   * @param output what it printed, to either stream
   * @param took how long it took, with the start of its JVM
   */
  record Result(int exitCode, String output, Duration took) {}

  /**
   * Runs a command to its end.
   *
   * @throws IOException if it does not end in 40 seconds
   */
  Result run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", agent.toString()));
    command.addAll(arguments);
    Path output = scratch.resolve("command.out");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "%s did not end in %d s; until then it said: %s"
                .formatted(
                    String.join(" ", arguments), LIMIT.toSeconds(), Files.readString(output)));
      }
    } finally {
      process.destroyForcibly();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return new Result(process.exitValue(), new String(Files.readAllBytes(output), UTF_8), took);
  }
}
