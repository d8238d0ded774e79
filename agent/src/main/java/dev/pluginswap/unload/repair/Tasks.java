package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait in an executor, and whose they are: the plugin's if the task is, or what the
 * JDK's own wrappers around it were given.
 */
final class Tasks {

  /** Wrappers within wrappers: a scheduled future, an adapter, a delayed submission. */
  private static final int DEPTH = 5;

  private static final String WRAPPERS = "java.util.concurrent.";

  /** What the fields are called in which the JDK's wrappers keep what they run. */
  private static final Set<String> WRAPPED =
      Set.of("callable", "runnable", "task", "fn", "action", "f", "future");

  /** Of the JDK's wrappers only, so it holds no plugin. */
  private static final Map<Class<?>, List<FieldRef>> FIELDS = new ConcurrentHashMap<>();

  private Tasks() {}

  /** Whether a task is the plugin's. */
  static boolean isOf(Departed departed, @Nullable Object task) {
    return isOf(departed, task, DEPTH);
  }

  private static boolean isOf(Departed departed, @Nullable Object task, int depth) {
    if (task == null || depth == 0) {
      return false;
    }
    if (departed.owns(task)) {
      return true;
    }
    if (!task.getClass().getName().startsWith(WRAPPERS)) {
      return false;
    }
    for (FieldRef field : FIELDS.computeIfAbsent(task.getClass(), Tasks::wrapped)) {
      if (isOf(departed, field.get(task), depth - 1)) {
        return true;
      }
    }
    return false;
  }

  private static List<FieldRef> wrapped(Class<?> type) {
    List<FieldRef> found = new ArrayList<>();
    for (Class<?> next = type; next != null; next = next.getSuperclass()) {
      for (FieldRef field : Raw.declared(next, false)) {
        if (WRAPPED.contains(field.name())) {
          found.add(field);
        }
      }
    }
    return found;
  }

  /**
   * Cancels a task of the plugin, so that nobody waits for its result. What depends on the result
   * may be code of anybody: to be called {@linkplain Bounded bounded}.
   */
  static void cancel(Object task) {
    cancel(task, DEPTH);
  }

  private static void cancel(Object task, int depth) {
    boolean isWrapper = task.getClass().getName().startsWith(WRAPPERS);
    if (isWrapper && depth > 0) { // from the inside, while the outer ones refer to it
      for (FieldRef field : FIELDS.computeIfAbsent(task.getClass(), Tasks::wrapped)) {
        Object inner = field.get(task);
        if (inner instanceof CompletableFuture.AsynchronousCompletionTask
            || inner instanceof Callable
            || inner instanceof Runnable) {
          cancel(inner, depth - 1);
        }
      }
    }
    if (isWrapper && task instanceof CompletableFuture.AsynchronousCompletionTask) {
      cancelDependent(task);
    }
    if (task instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  private static void cancelDependent(Object task) {
    for (Class<?> next = task.getClass(); next != null; next = next.getSuperclass()) {
      for (FieldRef field : Raw.declared(next, false)) {
        if (field.name().equals("dep") && field.get(task) instanceof CompletableFuture<?> future) {
          future.cancel(false);
        }
      }
    }
  }
}
