package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Executors, found by their live workers. One that is the plugin's, by its class or by its thread
 * factory, is shut down. From the application's the tasks of the plugin are taken, those that have
 * not begun, and cancelled; the executor and all other tasks stay.
 *
 * <p>What waits in a {@link ForkJoinPool} is only cancelled: a worker drops it when it comes by. An
 * executor without workers has no tasks that wait, but for one that makes no core threads. What is
 * delayed in a {@link ForkJoinPool} of JDK 25 and later cannot be seen: it is in a local variable.
 */
final class Executors implements Sweep {

  /** For the threads of all of the plugin's executors together. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "executors";
  }

  @Override
  public String meaning() {
    return "executors of the plugin are shut down; its tasks leave the queues of others";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    List<Thread> ending = new ArrayList<>();
    List<Object> waiting = new ArrayList<>();
    for (Map.Entry<Object, List<Thread>> found : executors().entrySet()) {
      Object executor = found.getKey();
      if (ThreadOwner.isExecutorOf(departed, executor)) {
        done.add(shutDown(departed, (ExecutorService) executor, found.getValue(), waiting));
        ending.addAll(found.getValue());
      } else {
        int before = waiting.size();
        takeTasks(departed, executor, waiting);
        if (waiting.size() > before) {
          done.add(
              "took %d waiting tasks of the plugin from %s, of thread \"%s\""
                  .formatted(
                      waiting.size() - before,
                      executor.getClass().getName(),
                      found.getValue().isEmpty() ? "" : found.getValue().get(0).getName()));
        }
      }
    }
    if (!waiting.isEmpty()) {
      String failed =
          Bounded.run(
              "cancels tasks",
              departed.successor(),
              Bounded.USUAL,
              () -> waiting.forEach(Tasks::cancel));
      if (failed != null) {
        done.add("cancelling the tasks " + failed);
      }
    }
    if (ending.isEmpty()) {
      return done;
    }
    for (Thread thread : Interrupts.await(ending, BOUND)) {
      done.add("thread \"%s\" ignores the shutdown and still runs".formatted(thread.getName()));
    }
    return done;
  }

  /** All executors that have live workers, with those. */
  private static IdentityHashMap<Object, List<Thread>> executors() throws NoSuchFieldException {
    IdentityHashMap<Object, List<Thread>> found = new IdentityHashMap<>();
    for (Thread thread : LiveThreads.all()) {
      Object executor = ThreadOwner.executor(thread);
      if (executor != null) {
        found.computeIfAbsent(executor, unknown -> new ArrayList<>()).add(thread);
      }
    }
    return found;
  }

  private static String shutDown(
      Departed departed, ExecutorService executor, List<Thread> threads, List<Object> waiting) {
    List<Object> dropped = Collections.synchronizedList(new ArrayList<>());
    String named =
        "%s of thread \"%s\"".formatted(executor.getClass().getName(), threads.get(0).getName());
    // A plugin's executor may override anything, and its threads their interrupt().
    @Nullable String failed =
        Bounded.run(
            "shuts down " + executor.getClass().getName(),
            departed.successor(),
            Bounded.USUAL,
            () -> dropped.addAll(executor.shutdownNow()));
    synchronized (dropped) {
      waiting.addAll(dropped);
    }
    return failed == null
        ? "shut down the plugin's %s, with %d waiting tasks".formatted(named, dropped.size())
        : "shutting down the plugin's %s %s".formatted(named, failed);
  }

  private static void takeTasks(Departed departed, Object executor, List<Object> waiting)
      throws NoSuchFieldException {
    if (executor instanceof ThreadPoolExecutor) {
      BlockingQueue<?> queue =
          (BlockingQueue<?>) Raw.field(ThreadPoolExecutor.class, "workQueue").get(executor);
      if (queue != null) {
        queue.removeIf(
            task -> {
              boolean isOurs = Tasks.isOf(departed, task);
              if (isOurs) {
                waiting.add(task);
              }
              return isOurs;
            });
      }
    } else if (executor instanceof ForkJoinPool) {
      Object[] queues = (Object[]) Raw.field(ForkJoinPool.class, "queues").get(executor);
      for (Object queue : queues == null ? new Object[0] : queues) {
        Object[] tasks = queue == null ? null : (Object[]) Raw.read(queue, "array");
        for (Object task : tasks == null ? new Object[0] : tasks) {
          if (Tasks.isOf(departed, task)) {
            waiting.add(task);
          }
        }
      }
    }
  }
}
