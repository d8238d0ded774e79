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
   * @param output its result, from stdout; if it printed none, what it said on stderr
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
    Path messages = scratch.resolve("command.err");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "%s did not end in %d s; until then it said: %s"
                .formatted(String.join(" ", arguments), LIMIT.toSeconds(), textOf(messages)));
      }
    } finally {
      process.destroyForcibly();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    String result = textOf(output);
    return new Result(process.exitValue(), result.isBlank() ? textOf(messages) : result, took);
  }

  /** Never fails on bytes that are not UTF-8, which a JVM in another locale may write. */
  private static String textOf(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
