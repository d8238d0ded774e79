package dev.pluginswap.api;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent in this JVM.
 *
 * <p>An application may carry its own copy of this package (a Spring Boot fat jar, a WEB-INF/lib),
 * whose types are not the agent's. So the two meet in JDK types alone: the agent's launcher is
 * found by name through the system class loader, to which {@code -javaagent} and attach both append
 * the jar, and hands out a future of a {@code BiFunction<String, Map<String, Object>, Object>}.
 * {@link AgentClient} speaks through it.
 */
final class AgentDoor {

  /**
   * In the agent's jar; has {@code public static CompletableFuture door()}, null before a start.
   */
  static final String RENDEZVOUS = "dev.pluginswap.launcher.Rendezvous";

  private AgentDoor() {}

  static Optional<PluginSwap> find() {
    CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door = door();
    if (door == null || !door.isDone() || door.isCompletedExceptionally()) {
      return Optional.empty();
    }
    return Optional.of(new AgentClient(door.join()));
  }

  static PluginSwap open(Duration wait) {
    CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door = door();
    if (door == null) {
      throw new IllegalStateException(
          "no plugin-swap agent in this JVM; start it with -javaagent:plugin-swap.jar=plugins=<directory>,"
              + " or attach one: java -jar plugin-swap.jar attach "
              + ProcessHandle.current().pid());
    }
    try {
      return new AgentClient(door.get(wait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the plugin-swap agent is still starting after %d s; its log says what it waits for"
              .formatted(wait.toSeconds()),
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "the plugin-swap agent of this JVM did not start: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while waiting for the plugin-swap agent to start", e);
    }
  }

  @SuppressWarnings("unchecked") // the launcher's contract, spelled out above
  private static @Nullable CompletableFuture<BiFunction<String, Map<String, Object>, Object>>
      door() {
    try {
      Class<?> rendezvous = Class.forName(RENDEZVOUS, true, ClassLoader.getSystemClassLoader());
      return (CompletableFuture<BiFunction<String, Map<String, Object>, Object>>)
          rendezvous.getMethod("door").invoke(null);
    } catch (ClassNotFoundException e) {
      return null; // the agent's jar is not in this JVM
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "the plugin-swap agent in this JVM does not speak with this copy of its API; use one version of"
              + " both",
          e);
    }
  }
}
