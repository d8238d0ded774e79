package dev.pluginswap.launcher;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;

/** The command line's entry class: {@code java -jar plugin-swap.jar …}. */
public final class Main {

  /** Has {@code public static int run(String[] args, Path jar)}. */
  private static final String CLI = "dev.pluginswap.cli.Cli";

  /**
   * What a JVM runs that reads a heap dump, a child of one with the agent. Has {@code public static
   * int run(String[] args, Path jar)} too.
   */
  private static final String HEAP_REPORT = "dev.pluginswap.unload.heap.HeapReport";

  /** Starts it; in no help text, since it is of no use by hand. */
  private static final String HEAP_REPORT_WORD = "heap-report";

  /** Something that no command foresees: {@code EX_SOFTWARE} of sysexits.h. */
  private static final int EXIT_SOFTWARE = 70;

  private Main() {}

  /** Runs the command and exits the JVM with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      Path jar = OwnJar.path();
      ClassLoader core = new CoreLoader(jar, ClassLoader.getSystemClassLoader());
      Thread.currentThread().setContextClassLoader(core);
      boolean report = args.length > 0 && args[0].equals(HEAP_REPORT_WORD);
      Object rest = report ? Arrays.copyOfRange(args, 1, args.length) : args;
      return (int)
          Class.forName(report ? HEAP_REPORT : CLI, true, core)
              .getMethod("run", String[].class, Path.class)
              .invoke(null, rest, jar);
    } catch (InvocationTargetException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (Throwable t) { // an Error too must end in an exit code that scripts can tell
      return failed(t);
    }
  }

  private static int failed(Throwable cause) {
    System.err.println("plugin-swap: the command failed: " + cause);
    cause.printStackTrace();
    return EXIT_SOFTWARE;
  }
}
