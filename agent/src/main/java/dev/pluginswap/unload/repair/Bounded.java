package dev.pluginswap.unload.repair;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls that may end in code of a plugin: on a thread of their own, and only for so long. */
final class Bounded {

  /** How long one call may take: far longer than anything that works does. */
  static final Duration USUAL = Duration.ofSeconds(5);

  /** What is called. */
  @FunctionalInterface
  interface Call {
    void run() throws Throwable;
  }

  private Bounded() {}

  /**
   * Calls, and waits.
   *
   * @param what is done, for the thread's name
   * @param context the thread's context class loader
   * @return null when it returned in time; else what happened instead: {@code threw
   *     java.io.IOException}
   */
  static @Nullable String run(String what, ClassLoader context, Duration bound, Call call) {
    AtomicReference<@Nullable String> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                call.run();
              } catch (Throwable e) { // whatever a plugin throws; its message is its own code
                thrown.set("threw " + e.getClass().getName());
              }
            },
            "plugin-swap " + what,
            0,
            false);
    thread.setDaemon(true);
    thread.setContextClassLoader(context);
    thread.start();
    try {
      thread.join(bound.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      thread.interrupt();
      return "is still running after %d ms".formatted(bound.toMillis());
    }
    return thrown.get();
  }
}
