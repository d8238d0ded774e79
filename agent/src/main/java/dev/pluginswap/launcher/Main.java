package dev.pluginswap.launcher;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/** The command line's entry class: {@code java -jar plugin-swap.jar …}. */
public final class Main {

  /** Has {@code public static int run(String[] args, Path jar)}. */
  private static final String CLI = "dev.pluginswap.cli.Cli";

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
      return (int)
          Class.forName(CLI, true, core)
              .getMethod("run", String[].class, Path.class)
              .invoke(null, args, jar);
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
