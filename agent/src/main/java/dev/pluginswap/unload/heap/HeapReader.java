package dev.pluginswap.unload.heap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the JVM that reads a dump. Its output goes to files beside the dump: nobody needs to keep up
 * with it, and however it ends nothing waits for its streams.
 */
final class HeapReader {

  /** What is shown of what it says on stderr, in characters. */
  private static final int MOST_STDERR = 1000;

  /**
   * What would start agents in it, this one too, or give it another heap. The JVM reads them by
   * itself.
   */
  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final HeapDumpSettings settings;
  private final Path directory;

  /**
   * Prepares nothing yet.
   *
   * @param directory the dump's own, where everything is deleted afterwards
   */
  HeapReader(HeapDumpSettings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /**
   * Has the dump read.
   *
   * @return empty if it took too long; the process has then ended too
   * @throws IOException if it cannot be started, or what it wrote cannot be read
   * @throws InterruptedException if this thread was interrupted; the process has then ended too
   */
  Optional<HeapFindings> read(Path dump, LoaderMark mark, Duration time)
      throws IOException, InterruptedException {
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command(dump, mark))
            .directory(directory.toFile()) // where a crash would leave its files
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    OPTION_VARIABLES.forEach(builder.environment()::remove);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } finally {
      end(process);
    }
    return Optional.of(findings(process.exitValue(), stdout, stderr));
  }

  private List<String> command(Path dump, LoaderMark mark) {
    List<String> command = new ArrayList<>();
    command.add(settings.java().toString());
    command.add("-Xmx" + settings.childHeap() + "m");
    command.add("-XX:+UseSerialGC"); // the others take more memory, and threads, for no gain here
    command.add("-XX:-UsePerfData"); // no file of the child in the common temporary directory
    command.addAll(settings.program());
    command.addAll(HeapReport.arguments(dump.toAbsolutePath(), mark, settings.mostPaths()));
    return command;
  }

  /** Kills it, if it runs, and waits: on Windows nobody can delete what it has mapped. */
  private static void end(Process process) {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static HeapFindings findings(int exitCode, Path stdout, Path stderr)
      throws IOException {
    return switch (exitCode) {
      case HeapReport.HELD -> held(Files.readAllLines(stdout, StandardCharsets.UTF_8));
      case HeapReport.UNHELD -> new HeapFindings.Unheld();
      case HeapReport.COLLECTED -> new HeapFindings.Collected();
      case HeapReport.UNREADABLE ->
          new HeapFindings.Unknown("the heap dump was not read: " + start(stderr));
      default ->
          new HeapFindings.Unknown(
              "the heap dump was not read: the JVM that reads it ended with %d: %s"
                  .formatted(exitCode, start(stderr)));
    };
  }

  private static HeapFindings held(List<String> lines) {
    return lines.isEmpty()
        ? new HeapFindings.Unknown("the heap dump was read, but what was found is lost")
        : new HeapFindings.Held(lines);
  }

  private static String start(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    return TypeNames.oneLine(text.substring(0, Math.min(text.length(), MOST_STDERR)));
  }
}
