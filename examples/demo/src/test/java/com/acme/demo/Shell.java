package com.acme.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs scripts as a reader of the README would: bash, in the root of the checkout. */
final class Shell {

  static final Path REPOSITORY = Path.of(System.getProperty("it.repository")).normalize();

  private Shell() {}

  record Result(int exitCode, String output) {}

  /** Whatever the script has started in the background must not outlive it. */
  private static final String END_JOBS = "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n";

  /** Runs a script with the JDK under test first in its path; ends all that it has started. */
  static Result run(String script, Path scratch, long limitSeconds)
      throws IOException, InterruptedException {
    Path output = scratch.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", END_JOBS + script)
            .directory(REPOSITORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Path java = Path.of(System.getProperty("forked.javaHome"), "bin");
    builder.environment().merge("PATH", "", (path, none) -> java + ":" + path);
    Process bash = builder.start();
    try {
      if (!bash.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "not done after %d s: %s%n%s"
                .formatted(limitSeconds, script, Files.readString(output)));
      }
    } finally {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
    }
    return new Result(bash.exitValue(), Files.readString(output));
  }
}
