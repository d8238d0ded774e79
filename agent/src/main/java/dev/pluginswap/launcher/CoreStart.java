package dev.pluginswap.launcher;

import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Starts the core behind its own loader; runs once, on the thread {@code plugin-swap-start}. */
final class CoreStart implements Runnable {

  /** Has {@code public static BiFunction start(String args, Instrumentation, Path jar)}. */
  private static final String CORE = "dev.pluginswap.manage.AgentCore";

  private final @Nullable String args;
  private final Instrumentation instrumentation;
  private final CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door;

  CoreStart(
      @Nullable String args,
      Instrumentation instrumentation,
      CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door) {
    this.args = args;
    this.instrumentation = instrumentation;
    this.door = door;
  }

  @Override
  public void run() {
    try {
      Path jar = OwnJar.path();
      ClassLoader core = new CoreLoader(jar, ClassLoader.getSystemClassLoader());
      Thread.currentThread().setContextClassLoader(core);
      door.complete(start(core, jar));
    } catch (InvocationTargetException e) {
      failed(e.getCause() == null ? e : e.getCause(), door);
    } catch (Throwable t) { // an Error too ends in the message and the door, not in a silent thread
      failed(t, door);
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the contract of CORE; args may be null
  private BiFunction<String, Map<String, Object>, Object> start(ClassLoader core, Path jar)
      throws ReflectiveOperationException {
    return (BiFunction<String, Map<String, Object>, Object>)
        Class.forName(CORE, true, core)
            .getMethod("start", String.class, Instrumentation.class, Path.class)
            .invoke(null, args, instrumentation, jar);
  }

  /** Says it once on stderr and in the door; never throws. */
  static void failed(
      Throwable cause,
      @Nullable CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door) {
    boolean expected =
        cause instanceof IllegalArgumentException
            || cause instanceof IllegalStateException
            || cause instanceof UncheckedIOException;
    String message = cause.getMessage();
    if (!expected || message == null) {
      message = cause.toString();
    }
    if (door != null) {
      Rendezvous.giveUp(door); // whoever reads the message may start the agent again at once
    }
    try {
      System.err.println(
          "plugin-swap: not started, the application runs on without it: " + message);
      if (!expected) {
        cause.printStackTrace();
      }
    } finally {
      // Last: whoever waits for the door may end the JVM, and the message would be lost.
      if (door != null) {
        door.completeExceptionally(new IllegalStateException(message, cause));
      }
    }
  }
}
