package com.acme.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the demo: {@code java -jar demo.jar}. Exits with 0 if everything was as promised, else says
 * what was not and exits with 1. Leaves nothing behind, and takes two minutes at the most.
 */
public final class Demo {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Demo() {}

  /** Needs no arguments. */
  public static void main(String[] args) throws InterruptedException {
    endAfter(LIMIT);
    System.exit(run());
  }

  private static int run() throws InterruptedException {
    Parts parts = Parts.ofThisJar();
    List<Path> missing = Parts.missing(Scenario.needs(parts));
    if (!missing.isEmpty()) {
      System.err.println("not built yet: " + missing.get(0));
      System.err.println("first run, in " + parts.repository() + ": mvn -q -DskipTests package");
      return 1;
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Screen screen = new Screen(System.out);
    try (TemporaryDirectory directory = TemporaryDirectory.create();
        WorkspaceProcess workspace =
            WorkspaceProcess.start(java, parts, directory.path(), Scenario.CALLERS)) {
      cleanUpWhenInterrupted(workspace, directory);
      CommandLine commands = new CommandLine(java, parts.agent(), directory.path());
      List<String> broken = new Scenario(parts, workspace, commands, screen).play();
      return verdict(broken, workspace, screen);
    } catch (IOException e) {
      System.err.println("the demo could not be run: " + e.getMessage());
      return 1;
    }
  }

  private static int verdict(List<String> broken, WorkspaceProcess workspace, Screen screen)
      throws IOException {
    if (broken.isEmpty()) {
      screen.note("Everything was as promised.");
      return 0;
    }
    screen.note("NOT as promised:");
    broken.forEach(promise -> screen.note("- " + promise));
    screen.gap();
    screen.note("The log of the workspace ends with:");
    screen.detail(workspace.logTail());
    return 1;
  }

  /** For Ctrl-C: the workspace must not outlive the demo. */
  private static void cleanUpWhenInterrupted(
      WorkspaceProcess workspace, TemporaryDirectory directory) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  workspace.close();
                  try {
                    directory.close();
                  } catch (IOException e) {
                    System.err.println("left behind: " + directory.path() + " (" + e + ")");
                  }
                },
                "clean-up"));
  }

  private static void endAfter(Duration limit) {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(limit.toNanos());
              } catch (InterruptedException e) {
                return; // the JVM is ending anyway
              }
              System.err.printf("the demo is not done after %d s%n", limit.toSeconds());
              System.exit(1); // the hook cleans up
            },
            "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }
}
