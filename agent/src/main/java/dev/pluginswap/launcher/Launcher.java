package dev.pluginswap.launcher;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry class. Has no statics that load anything, and no lambdas: the first one of a
 * JVM costs the host some 20 ms of its start.
 */
public final class Launcher {

  private Launcher() {}

  /** Called by the JVM for {@code -javaagent}, before the application's {@code main}. */
  public static void premain(@Nullable String args, Instrumentation instrumentation) {
    launch(args, instrumentation);
  }

  /** Called by the JVM when the agent is attached to it. */
  public static void agentmain(@Nullable String args, Instrumentation instrumentation) {
    launch(args, instrumentation);
  }

  private static void launch(@Nullable String args, Instrumentation instrumentation) {
    CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door = null;
    try {
      door = Rendezvous.begin();
      if (door == null) {
        System.err.println(
            "plugin-swap: the agent runs in this JVM already; this second start"
                + (args == null || args.isEmpty() ? "" : " and its options (" + args + ")")
                + " is ignored");
        return;
      }
      // Thread locals of the thread that runs main are not inherited: they would be held for ever.
      Thread thread =
          new Thread(
              null,
              new CoreStart(args, instrumentation, door),
              "plugin-swap-start",
              /* stackSize= */ 0,
              /* inheritThreadLocals= */ false);
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable t) { // whatever it is: it must not reach the JVM, which would abort the host
      CoreStart.failed(t, door);
    }
  }
}
