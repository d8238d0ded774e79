package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Whose a thread is: the plugin's if its class, what it was made to run, its executor or the
 * factory of that executor is. Its context class loader says nothing, since it is inherited.
 *
 * <p>The fields are those of JDK 17 ({@code Thread.target}) and of 19 and later ({@code
 * Thread.holder.task}, {@code VirtualThread.cont}).
 */
final class ThreadOwner {

  private static final int NEW_THREADS = 19;

  private ThreadOwner() {}

  /** All live threads of a plugin but the current one. */
  static List<Thread> threadsOf(Departed departed) throws NoSuchFieldException {
    List<Thread> found = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      if (thread != Thread.currentThread() && isOf(departed, thread)) {
        found.add(thread);
      }
    }
    return found;
  }

  /** Whether a thread is the plugin's. */
  static boolean isOf(Departed departed, Thread thread) throws NoSuchFieldException {
    if (departed.owns(thread)) {
      return true;
    }
    Object task = task(thread);
    if (departed.owns(task)) {
      return true;
    }
    Object executor = executor(thread, task);
    return executor != null && isExecutorOf(departed, executor);
  }

  /** What a thread was made to run; null if its own class says it, or it has ended. */
  static @Nullable Object task(Thread thread) throws NoSuchFieldException {
    if (LiveThreads.isVirtual(thread)) {
      return virtualTask(thread);
    }
    if (Runtime.version().feature() < NEW_THREADS) {
      return Raw.field(Thread.class, "target").get(thread);
    }
    Object holder = Raw.field(Thread.class, "holder").get(thread);
    return holder == null ? null : Raw.read(holder, "task");
  }

  private static @Nullable Object virtualTask(Thread thread) throws NoSuchFieldException {
    if (thread.getClass().getName().equals("java.lang.ThreadBuilders$BoundVirtualThread")) {
      return Raw.read(thread, "task");
    }
    Object continuation = Raw.read(thread, "cont");
    Object target = continuation == null ? null : Raw.read(continuation, "target");
    return target == null ? null : Raw.read(target, "val$task");
  }

  /**
   * The executor of the JDK for which a thread works: a {@link ThreadPoolExecutor}, a {@link
   * ForkJoinPool}, or from JDK 21 on one that makes a thread for each task.
   */
  static @Nullable Object executor(Thread thread) throws NoSuchFieldException {
    return executor(thread, task(thread));
  }

  private static @Nullable Object executor(Thread thread, @Nullable Object task)
      throws NoSuchFieldException {
    if (thread instanceof ForkJoinWorkerThread) {
      return Raw.field(ForkJoinWorkerThread.class, "pool").get(thread);
    }
    if (task != null
        && task.getClass().getName().equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
      return Raw.read(task, "this$0");
    }
    if (Runtime.version().feature() < NEW_THREADS) {
      return null;
    }
    Object container = Raw.field(Thread.class, "container").get(thread);
    return container != null && isThreadPerTask(container) ? container : null;
  }

  /** Whether an executor, as {@link #executor} finds it, is the plugin's. */
  static boolean isExecutorOf(Departed departed, Object executor) throws NoSuchFieldException {
    if (departed.owns(executor)) {
      return true;
    }
    if (executor instanceof ThreadPoolExecutor) {
      return departed.owns(Raw.field(ThreadPoolExecutor.class, "threadFactory").get(executor));
    }
    return (executor instanceof ForkJoinPool || isThreadPerTask(executor))
        && departed.owns(Raw.read(executor, "factory"));
  }

  private static boolean isThreadPerTask(Object executor) {
    return executor.getClass().getName().equals("java.util.concurrent.ThreadPerTaskExecutor");
  }
}
