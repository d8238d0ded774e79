package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How much heap a walk over four million objects needs: the least {@code -Xmx} with which a fresh
 * JVM gets through, beyond what the same JVM needs for having the objects.
 */
public final class WalkHeap {

  private WalkHeap() {}

  /**
   * Prints a table, or does once what a row of it is about.
   *
   * @param arguments none; or {@code once} and the name of a row
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2 && arguments[0].equals("once")) {
      once(arguments[1]);
    } else {
      System.out.print(table());
    }
  }

  private static String table() throws IOException, InterruptedException {
    StringBuilder table =
        new StringBuilder(String.format("%n%-12s %10s %10s%n", "heap", "-Xmx MiB", "extra MiB"));
    int nothing = 0;
    for (String what : List.of("nothing", "walk")) {
      int needed = LeastHeap.of(WalkHeap.class, "once", what);
      nothing = nothing == 0 ? needed : nothing;
      table.append(String.format(Locale.ROOT, "%-12s %10d %10d%n", what, needed, needed - nothing));
    }
    return table.toString();
  }

  private static void once(String what) {
    LargeHeap heap = new LargeHeap();
    heap.fill();
    UnloadRun run = new UnloadRun();
    System.out.println(what.equals("walk") ? heap.checked(run.walk()) : heap.hashCode());
    run.end();
  }
}
