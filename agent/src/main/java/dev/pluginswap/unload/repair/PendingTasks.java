package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Step;
import dev.pluginswap.unload.walk.Walk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of the plugin that wait in executors of others, or are to run there again and again, are
 * cancelled and taken out of the queue, each alone. One that is running runs to its end.
 */
final class PendingTasks implements EdgeRepair {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(ForkJoinTask[].class);

  /** Of the JDK's tasks, around what somebody wants done. */
  private static final Set<String> ACTIONS = Set.of("callable", "runnable");

  @Override
  public String name() {
    return "pending-tasks";
  }

  @Override
  public String meaning() {
    return "tasks of the plugin that wait in executors of others are cancelled and removed";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int by = edge.lastOf(PendingTasks::isAction);
    if (by >= 0) {
      return Jdk.has(edge.holder(by).getClass()) && Jdk.leadsToThePluginAlone(edge, by, departed)
          ? cancel(edge, by)
          : null;
    }
    if (edge.owned() instanceof ForkJoinTask<?> task) {
      return dequeue(edge, task);
    }
    return edge.owned() instanceof Runnable ? removeFromPool(edge) : null;
  }

  private static boolean isAction(Step step) {
    FieldRef field = step.field();
    return field != null
        && ACTIONS.contains(field.name())
        && (step.holder() instanceof FutureTask<?> || step.holder() instanceof ForkJoinTask<?>);
  }

  private static @Nullable String cancel(Edge edge, int by) {
    Object task = edge.holder(by);
    FieldRef action = Objects.requireNonNull(edge.path().get(by).field());
    if (task instanceof FutureTask<?> future) {
      future.cancel(false);
      int queue = edge.lastOf(step -> step.holder() instanceof Collection<?>);
      if (queue > 0 && Elements.step(edge, queue) >= 0) {
        Elements.remove(edge.holder(queue), next -> next == task);
      }
    } else {
      ((ForkJoinTask<?>) task).cancel(false);
      Object nothing = action.type() == Runnable.class ? nothing() : noResult();
      action.replace(task, edge.reached(by), nothing); // it stays queued until its turn
    }
    return action.get(task) == edge.reached(by)
        ? null
        : "cancelled %s at %s".formatted(Names.of(edge.owned()), edge.where(by));
  }

  /** Of a task that is of a class of the plugin: in its place there is one that does nothing. */
  private static @Nullable String dequeue(Edge edge, ForkJoinTask<?> task) {
    if (edge.last().link() instanceof Link.Element element
        && edge.holder() instanceof ForkJoinTask<?>[] queue
        && SLOT.compareAndSet(queue, element.index(), task, ForkJoinTask.adapt(nothing()))) {
      task.cancel(false);
      return "cancelled %s at %s".formatted(Names.of(task), edge.where(edge.path().size() - 1));
    }
    return null;
  }

  private static Runnable nothing() {
    return new Runnable() {
      @Override
      public void run() {}
    };
  }

  private static Callable<Object> noResult() {
    return new Callable<>() {
      @Override
      public Object call() {
        return "cancelled"; // which nobody is told
      }
    };
  }

  private static @Nullable String removeFromPool(Edge edge) {
    int pool = edge.lastOf(step -> step.isField(ThreadPoolExecutor.class.getName(), "workQueue"));
    if (pool < 0
        || Elements.step(edge, pool + 1) != edge.path().size() - 1
        || !Elements.remove(edge.reached(pool), next -> next == edge.owned())) {
      return null;
    }
    return "took %s out of the queue at %s".formatted(Names.of(edge.owned()), edge.where(pool + 1));
  }
}
