package dev.pluginswap.launcher;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where copies of the API and the agent meet, in types of the JDK alone. Found by name through the
 * system class loader, so the name of this class and the signature of {@link #door} never change.
 */
public final class Rendezvous {

  /** The door of the one agent of this JVM; null until it was first started. */
  private static @Nullable CompletableFuture<BiFunction<String, Map<String, Object>, Object>> door;

  /** Whether the start that made the door has failed, so that another one may begin. */
  private static boolean failed;

  private Rendezvous() {}

  /**
   * The agent's door: a function of an operation's name and its arguments.
   *
   * @return null before an agent was started in this JVM; else a future that completes when the
   *     core is up, or exceptionally, with a message for an operator, when it could not start
   */
  public static synchronized @Nullable
      CompletableFuture<BiFunction<String, Map<String, Object>, Object>>
      door() {
    return door;
  }

  /**
   * Begins a start.
   *
   * @return the future to complete; null if an agent runs or is starting already. After a start
   *     that failed, the next one gets its chance: an operator corrects the options and attaches.
   */
  static synchronized @Nullable CompletableFuture<BiFunction<String, Map<String, Object>, Object>>
      begin() {
    if (door != null && !failed && !door.isCompletedExceptionally()) {
      return null;
    }
    failed = false;
    door = new CompletableFuture<>();
    return door;
  }

  /** Lets the next start begin, before this one has said that it failed. */
  static synchronized void giveUp(
      CompletableFuture<BiFunction<String, Map<String, Object>, Object>> failing) {
    if (failing == door) {
      failed = true;
    }
  }
}
