package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of the plugin in a {@link java.util.Timer}, anybody's: cancelled and taken out of its
 * queue. The timer goes on with the others. A timer of the plugin itself ends by the JDK's own
 * cleaner, as soon as the plugin that refers to it is garbage.
 */
final class Timers implements Sweep {

  /** Of {@code java.util.TaskQueue}, whose lock is the queue. */
  private record Queue(
      MethodHandle size, MethodHandle get, MethodHandle remove, MethodHandle sort) {

    static Queue of() throws ReflectiveOperationException {
      Class<?> type = Class.forName("java.util.TaskQueue");
      MethodHandles.Lookup lookup = Raw.trusted();
      MethodType index = MethodType.methodType(void.class, int.class);
      return new Queue(
          lookup.findVirtual(type, "size", MethodType.methodType(int.class)),
          lookup.findVirtual(type, "get", index.changeReturnType(TimerTask.class)),
          lookup.findVirtual(type, "quickRemove", index),
          lookup.findVirtual(type, "heapify", MethodType.methodType(void.class)));
    }
  }

  @Override
  public String name() {
    return "timers";
  }

  @Override
  public String meaning() {
    return "tasks of the plugin leave the queues of timers";
  }

  @Override
  public List<String> sweep(Departed departed) throws Exception {
    List<String> done = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      if (thread.getClass().getName().equals("java.util.TimerThread")) {
        Object queue = Raw.read(thread, "queue");
        for (TimerTask task : queue == null ? List.<TimerTask>of() : take(departed, queue)) {
          done.add(
              "cancelled %s of timer \"%s\""
                  .formatted(task.getClass().getName(), thread.getName()));
        }
      }
    }
    return done;
  }

  private static List<TimerTask> take(Departed departed, Object queue) throws Exception {
    List<TimerTask> taken = new ArrayList<>();
    try {
      Queue of = Queue.of();
      // The plugin may override cancel(); this is the JDK's.
      MethodHandle cancel =
          MethodHandles.privateLookupIn(TimerTask.class, Raw.trusted())
              .findSpecial(
                  TimerTask.class, "cancel", MethodType.methodType(boolean.class), TimerTask.class);
      synchronized (queue) {
        for (int i = (int) of.size.invoke(queue); i > 0; i--) {
          @Nullable TimerTask task = (TimerTask) of.get.invoke(queue, i);
          if (task != null && departed.owns(task)) {
            cancel.invoke(task);
            of.remove.invoke(queue, i);
            taken.add(task);
          }
        }
        if (!taken.isEmpty()) {
          of.sort.invoke(queue);
          queue.notifyAll(); // the thread may wait for one of these, and hold it in a variable
        }
      }
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return taken;
  }
}
