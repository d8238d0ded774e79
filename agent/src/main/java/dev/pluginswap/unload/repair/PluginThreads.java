package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads whose class, task or executor is the plugin's are interrupted, and waited for. From those
 * that ignore it the interrupt is {@linkplain Interrupts taken back}; there is no other way to end
 * a thread. Virtual threads too.
 */
final class PluginThreads implements Sweep {

  /** For all threads together. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final Duration bound;

  PluginThreads() {
    this(BOUND);
  }

  PluginThreads(Duration bound) {
    this.bound = bound;
  }

  @Override
  public String name() {
    return "plugin-threads";
  }

  @Override
  public String meaning() {
    return "threads of the plugin are interrupted; from those that ignore it the interrupt is taken"
        + " back";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    List<Thread> threads = ThreadOwner.threadsOf(departed);
    if (threads.isEmpty()) {
      return done;
    }
    List<Thread> alive = Interrupts.end(departed, threads, bound);
    for (Thread thread : threads) {
      String named = "thread \"%s\" of the plugin".formatted(thread.getName());
      done.add(
          alive.contains(thread)
              ? "interrupted %s, which ignores it and still runs".formatted(named)
              : "ended %s by an interrupt".formatted(named));
    }
    return done;
  }
}
