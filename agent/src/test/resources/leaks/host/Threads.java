package host;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Threads that plugins start, by means that the release they are compiled for does not have. */
public final class Threads {

  private Threads() {}

  /** Starts a daemon; answers once it runs. */
  public static Thread start(Runnable body) throws Exception {
    return started(new Thread(body, "daemon of turn " + Turn.number()));
  }

  /** Starts it as a daemon; answers once it waits, or has run for a while. */
  public static Thread started(Thread thread) throws Exception {
    thread.setDaemon(true);
    thread.start();
    return settled(thread);
  }

  /** Starts a virtual thread; answers once it waits, or has run for a while. */
  public static Thread startVirtual(Runnable body) throws Exception {
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    return settled((Thread) start.invoke(null, body));
  }

  /** Has a new virtual thread of the host do this, and stay there until the turn is over. */
  public static void inVirtual(Runnable task) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    startVirtual(new DoThenWait(task, done));
    done.get(10, TimeUnit.SECONDS);
  }

  /** Binds a scoped value in a new thread of the host, that stays there until the turn is over. */
  public static void inScope(Object value) throws Exception {
    Class<?> type = Class.forName("java.lang.ScopedValue");
    Object key = type.getMethod("newInstance").invoke(null);
    Object carrier = type.getMethod("where", type, Object.class).invoke(null, key, value);
    Method run = carrier.getClass().getMethod("run", Runnable.class);
    Runnable wait = Turn.untilOverAtAllCosts();
    start(
        () -> {
          try {
            run.invoke(carrier, wait);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Thread settled(Thread thread) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    while (System.nanoTime() - end < 0) {
      Thread.State state = thread.getState();
      if (state != Thread.State.NEW && state != Thread.State.RUNNABLE) {
        return thread;
      }
      Thread.sleep(1);
    }
    return thread;
  }

  /** Forgets the task when it is done. */
  private static final class DoThenWait implements Runnable {
    private Runnable task;
    private final CompletableFuture<Void> done;

    DoThenWait(Runnable task, CompletableFuture<Void> done) {
      this.task = task;
      this.done = done;
    }

    @Override
    public void run() {
      Runnable wait = Turn.untilOverAtAllCosts();
      task.run();
      task = null;
      done.complete(null);
      wait.run();
    }
  }
}
