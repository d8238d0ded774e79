package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.LiveThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of the application that are in code of the plugin are interrupted, and waited for until
 * they have left it. Then they are as if they had not been interrupted, whether they have left or
 * not. Off by default: the application sees its threads come back with an exception.
 */
final class InterruptHostThreads implements Sweep {

  /** For all threads together. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** Between two looks at the stacks. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Duration bound;

  InterruptHostThreads() {
    this(BOUND);
  }

  InterruptHostThreads(Duration bound) {
    this.bound = bound;
  }

  @Override
  public String name() {
    return "interrupt-host-threads";
  }

  @Override
  public String meaning() {
    return "threads of the application that are in code of the plugin are interrupted";
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    PluginFrames frames = new PluginFrames(departed);
    List<Thread> inside = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      if (thread != Thread.currentThread()
          && !ThreadOwner.isOf(departed, thread)
          && frames.isIn(thread)) {
        inside.add(thread);
      }
    }
    List<String> done = new ArrayList<>();
    if (inside.isEmpty()) {
      return done;
    }
    long end = System.nanoTime() + bound.toNanos();
    Interrupts.interrupt(departed, inside, bound);
    List<Thread> left = new ArrayList<>();
    while (left.size() < inside.size()
        && System.nanoTime() - end < 0
        && !Thread.currentThread().isInterrupted()) {
      for (Thread thread : inside) {
        if (!left.contains(thread) && !frames.isIn(thread)) {
          left.add(thread);
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    for (Thread thread : inside) {
      Interrupts.takeBack(thread);
      done.add(
          left.contains(thread)
              ? "interrupted thread \"%s\", which has left the plugin".formatted(thread.getName())
              : "interrupted thread \"%s\", which stays in the plugin".formatted(thread.getName()));
    }
    return done;
  }
}
