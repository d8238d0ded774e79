package dev.pluginswap.runtime;

import dev.pluginswap.api.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hooks of one generation: each on a fresh daemon thread, with the plugin's loader as
 * context class loader, and under the deadline.
 *
 * <p>A fresh thread each time, because a pooled one keeps what a plugin left in it: thread locals,
 * an interrupt, the context class loader.
 */
final class Hooks {

  /** A piece of the plugin's code. */
  @FunctionalInterface
  interface Hook<T extends @Nullable Object> {
    T run() throws Throwable;
  }

  /** A piece of the plugin's code that returns nothing. */
  @FunctionalInterface
  interface Call {
    void run() throws Throwable;
  }

  /** What became of a hook; made on its own thread, where the plugin's exception may be asked. */
  private record Ending<T extends @Nullable Object>(
      @Nullable T value, @Nullable Throwable thrown, String description) {}

  private final String label;
  private final ClassLoader loader;
  private final Duration limit;
  private final LongSupplier nanoTime;

  Hooks(String label, ClassLoader loader, Duration limit, LongSupplier nanoTime) {
    this.label = label;
    this.loader = loader;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs a hook to its end. An interrupt of the caller does not end it: it is kept for afterwards.
   *
   * @param name of the hook, for the report and the thread
   * @param code of the problem when it throws
   * @return what the hook returned
   * @throws HookFailedException if it threw anything, or was not back in time; one that the hook
   *     itself throws comes through as it is
   */
  <T extends @Nullable Object> T run(String name, String code, Hook<T> hook)
      throws HookFailedException {
    FutureTask<Ending<T>> task = new FutureTask<>(() -> endingOf(hook));
    Thread thread = new HookThread(task, "plugin-swap " + label + " " + name, loader);
    Ending<T> ending;
    try {
      thread.start();
      ending = await(task);
    } catch (TimeoutException e) {
      throw overran(name, thread);
    } catch (ExecutionException | OutOfMemoryError e) { // no thread, or no memory to say what was
      throw failed(name, code, "could not be run: " + e, e);
    }
    if (ending.thrown() instanceof HookFailedException ours) {
      throw ours;
    }
    if (ending.thrown() != null) {
      throw failed(name, code, "threw " + ending.description(), ending.thrown());
    }
    return valueOf(ending);
  }

  /** As {@link #run}, for a hook that returns nothing. */
  void call(String name, String code, Call hook) throws HookFailedException {
    run(
        name,
        code,
        () -> {
          hook.run();
          return true;
        });
  }

  @SuppressWarnings("NullAway") // null exactly if the hook's own type says so
  private static <T extends @Nullable Object> T valueOf(Ending<T> ending) {
    return ending.value();
  }

  private <T extends @Nullable Object> Ending<T> endingOf(Hook<T> hook) {
    try {
      return new Ending<>(hook.run(), null, "");
    } catch (HookFailedException ours) {
      return new Ending<>(null, ours, "");
    } catch (Throwable thrown) { // whatever it is, it is a failed hook and not a dead agent
      return new Ending<>(null, thrown, Thrown.describe(thrown, loader.getName()));
    }
  }

  private <T> T await(FutureTask<T> task) throws ExecutionException, TimeoutException {
    long end = nanoTime.getAsLong() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(Math.max(0, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private HookFailedException overran(String name, Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    thread.interrupt();
    String place = stack.length == 0 ? "" : ", and is in " + Thrown.frameText(stack[0]);
    for (StackTraceElement frame : stack) {
      if (frame.getClassLoaderName() != null
          && frame.getClassLoaderName().equals(loader.getName())) {
        place += frame.equals(stack[0]) ? "" : ", called from " + Thrown.frameText(frame);
        break;
      }
    }
    return new HookFailedException(
        Problem.error(
            "hook-timeout",
            label,
            "%s has not returned after %d ms%s".formatted(name, limit.toMillis(), place),
            "make " + name + " faster, or raise the start timeout"),
        null);
  }

  private HookFailedException failed(String name, String code, String what, Throwable cause) {
    return new HookFailedException(
        Problem.error(
            code,
            label,
            name + " " + what,
            "mend what it names (a setting goes into .config/<plugin>.properties), or install another"
                + " version"),
        cause);
  }
}
