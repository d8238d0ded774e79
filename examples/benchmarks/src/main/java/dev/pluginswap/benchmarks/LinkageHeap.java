package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * How much heap linkage verification needs: the least {@code -Xmx} with which a fresh JVM gets
 * through, beyond what the same JVM needs for nothing. Each try is a JVM of its own; found by
 * halving, to {@value #STEP} MiB.
 */
public final class LinkageHeap {

  private static final int LEAST = 4;
  private static final int MOST = 256;
  private static final int STEP = 2;

  /** What a JVM of ours ends with when its heap was large enough. */
  private static final int DONE = 0;

  /** A JVM that has hardly any heap left goes on collecting: then it is stopped, in seconds. */
  private static final int PATIENCE = 60;

  private LinkageHeap() {}

  /**
   * Prints a table, or, with the name of one of its rows, does once what that row is about.
   *
   * @param arguments none; or a jar; or {@code once}, a row and a jar
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("once")) {
      once(arguments[1], arguments[2]);
    } else {
      System.out.print(table(arguments.length == 0 ? Library.BYTE_BUDDY : arguments[0]));
    }
  }

  /** The table for a jar. */
  static String table(String jar) throws IOException, InterruptedException {
    StringBuilder table =
        new StringBuilder(String.format("%n%-12s %10s %10s%n", "linkage", "-Xmx MiB", "extra MiB"));
    int nothing = least("nothing", jar);
    for (String what : List.of("nothing", "static", "both", "jdeps")) {
      int needed = what.equals("nothing") ? nothing : least(what, jar);
      table.append(String.format(Locale.ROOT, "%-12s %10d %10d%n", what, needed, needed - nothing));
    }
    return table.toString();
  }

  private static int least(String what, String jar) throws IOException, InterruptedException {
    int tooLittle = LEAST;
    int enough = MOST;
    if (!runs(what, jar, enough)) {
      throw new IllegalStateException("%s does not run in %d MiB".formatted(what, enough));
    }
    while (enough - tooLittle > STEP) {
      int middle = (tooLittle + enough) / 2;
      if (runs(what, jar, middle)) {
        enough = middle;
      } else {
        tooLittle = middle;
      }
    }
    return enough;
  }

  private static boolean runs(String what, String jar, int mebibytes)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(mebibytes),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LinkageHeap.class.getName(),
                "once",
                what,
                jar)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return false;
    }
    return process.exitValue() == DONE;
  }

  private static void once(String what, String jar) throws Exception {
    Path directory = Files.createTempDirectory("linkage");
    try {
      LinkageRun run = new LinkageRun();
      run.jar = jar;
      run.open(directory);
      Callable<?> call =
          switch (what) {
            case "nothing" -> () -> "";
            case "static" -> run::statics;
            case "both" -> run::both;
            case "jdeps" -> run::jdeps;
            default -> throw new IllegalArgumentException("nothing is called " + what);
          };
      System.out.println(call.call());
      run.close();
    } finally {
      Workplace.delete(directory);
    }
  }
}
