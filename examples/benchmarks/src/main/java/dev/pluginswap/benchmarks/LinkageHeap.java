package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How much heap linkage verification needs: the least {@code -Xmx} with which a fresh JVM gets
 * through, beyond what the same JVM needs for nothing.
 */
public final class LinkageHeap {

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
    int nothing = LeastHeap.of(LinkageHeap.class, "once", "nothing", jar);
    for (String what : List.of("nothing", "static", "both", "jdeps")) {
      int needed =
          what.equals("nothing") ? nothing : LeastHeap.of(LinkageHeap.class, "once", what, jar);
      table.append(String.format(Locale.ROOT, "%-12s %10d %10d%n", what, needed, needed - nothing));
    }
    return table.toString();
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
