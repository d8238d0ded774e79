package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The least {@code -Xmx} with which a program of ours gets through. Each try is a JVM of its own;
 * found by halving, to {@value #STEP} MiB.
 */
final class LeastHeap {

  private static final int LEAST = 4;
  private static final int MOST = 1024;
  private static final int STEP = 2;

  /** What a JVM of ours ends with when its heap was large enough. */
  private static final int DONE = 0;

  /** A JVM that has hardly any heap left goes on collecting: then it is stopped, in seconds. */
  private static final int PATIENCE = 60;

  private LeastHeap() {}

  /** In MiB, for that program with these arguments. */
  static int of(Class<?> program, String... arguments) throws IOException, InterruptedException {
    int tooLittle = LEAST;
    int enough = MOST;
    if (!runs(program, arguments, enough)) {
      throw new IllegalStateException(
          "%s does not run in %d MiB".formatted(String.join(" ", arguments), enough));
    }
    while (enough - tooLittle > STEP) {
      int middle = (tooLittle + enough) / 2;
      if (runs(program, arguments, middle)) {
        enough = middle;
      } else {
        tooLittle = middle;
      }
    }
    return enough;
  }

  private static boolean runs(Class<?> program, String[] arguments, int mebibytes)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(mebibytes),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", // for a walk
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return false;
    }
    return process.exitValue() == DONE;
  }
}
