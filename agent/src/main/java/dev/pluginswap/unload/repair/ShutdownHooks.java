package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shutdown hooks whose thread's class or task is the plugin's are taken out, and do not run: what
 * they would end has been ended by the plugin's own {@code stop}. A hook of the JDK that a plugin
 * happened to cause stays.
 */
sealed class ShutdownHooks implements Sweep permits ShutdownHooks.Run {

  /** Runs what it takes out, each on its own thread. */
  static final class Run extends ShutdownHooks {

    private final Duration bound;

    Run() {
      this(Bounded.USUAL);
    }

    Run(Duration bound) {
      this.bound = bound;
    }

    @Override
    public String name() {
      return "run-removed-hooks";
    }

    @Override
    public String meaning() {
      return "shutdown hooks of the plugin are run as they are removed";
    }

    @Override
    public boolean isDefault() {
      return false;
    }

    @Override
    String removed(Departed departed, Thread hook) {
      String failed =
          Bounded.run(
              "runs a shutdown hook",
              departed.loader(),
              bound,
              () -> {
                hook.start();
                hook.join();
              });
      return failed == null
          ? "ran the shutdown hook \"%s\" and took it out".formatted(hook.getName())
          : "took out the shutdown hook \"%s\", which %s".formatted(hook.getName(), failed);
    }
  }

  @Override
  public String name() {
    return "shutdown-hooks";
  }

  @Override
  public String meaning() {
    return "shutdown hooks of the plugin are removed";
  }

  @Override
  public final List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    Class<?> type = JdkClasses.initialized("java.lang.ApplicationShutdownHooks");
    if (type == null || !(Raw.readStatic(type, "hooks") instanceof Map<?, ?> hooks)) {
      return done; // nobody has one, or they run already
    }
    List<Thread> own = new ArrayList<>();
    synchronized (type) {
      for (Object hook : hooks.keySet()) {
        if (hook instanceof Thread thread && ThreadOwner.isOf(departed, thread)) {
          own.add(thread);
        }
      }
    }
    for (Thread hook : own) {
      if (isRemoved(hook)) {
        done.add(removed(departed, hook));
      }
    }
    return done;
  }

  private static boolean isRemoved(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false; // the JVM ends: it is running
    }
  }

  /** What was done with a hook that nobody else has removed. */
  String removed(Departed departed, Thread hook) {
    return "took out the shutdown hook \"%s\"".formatted(hook.getName());
  }
}
