package dev.pluginswap.verify.cases;

import dev.pluginswap.runtime.PluginClassLoader;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.RuntimeSettings;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs cases for real and prints what each throws: a line {@code case<tab>error} on stdout, the
 * stack traces on stderr. This is the oracle; it runs in a JVM of its own, each case in loaders of
 * its own.
 *
 * <p>What is printed is the simple name of the class, or {@code none}. The cause stands for an
 * ExceptionInInitializerError and for the InternalError with which the JDK answers when the JVM
 * refuses the class of a lambda, and {@code timeout} for a case that does not end.
 */
public final class CaseRunner {

  /** A case takes some milliseconds. */
  private static final long BOUND_SECONDS = 30;

  private CaseRunner() {}

  /** Runs the cases that were compiled into the given directory. */
  public static void main(String[] arguments) throws Exception {
    List<Path> directories;
    try (Stream<Path> children = Files.list(Path.of(arguments[0]))) {
      directories = children.sorted().toList();
    }
    for (Path directory : directories) {
      CompiledCase one = new CompiledCase(directory);
      System.out.println(one.name() + "\t" + outcome(one));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // a case that does not end would keep the JVM
  }

  private static String outcome(CompiledCase one) throws Exception {
    try (URLClassLoader host =
            new URLClassLoader(
                "host",
                new URL[] {one.host().toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        PluginClassLoader plugin =
            new PluginRuntime(new RuntimeSettings(host, List.of(LinkageCase.EXPORTS)))
                .loader(one.bundle(), one.name())) {
      FutureTask<Object> task = new FutureTask<>(() -> run(plugin));
      Thread thread = new Thread(task, one.name());
      thread.setDaemon(true);
      thread.setContextClassLoader(plugin);
      thread.start();
      try {
        task.get(BOUND_SECONDS, TimeUnit.SECONDS);
        return "none";
      } catch (ExecutionException e) {
        Throwable thrown = unwrapped(e.getCause());
        System.err.print(one.name() + ": ");
        thrown.printStackTrace();
        return thrown.getClass().getSimpleName();
      } catch (TimeoutException e) {
        return "timeout";
      }
    }
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean envelope =
        thrown instanceof ExceptionInInitializerError
            || (thrown instanceof InternalError && thrown.getCause() instanceof LinkageError);
    return envelope ? thrown.getCause() : thrown;
  }

  private static Object run(ClassLoader plugin) throws Exception {
    Class<?> main = Class.forName(LinkageCase.MAIN, true, plugin);
    return ((Callable<?>) main.getConstructor().newInstance()).call();
  }
}
