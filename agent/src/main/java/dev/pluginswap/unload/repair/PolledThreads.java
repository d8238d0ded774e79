package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import java.time.Duration;
import java.util.List;

/**
 * Threads of the plugin that ignore interrupts get an error where their code loops. Off by default:
 * the classes of plugins are changed for it when they are loaded.
 */
final class PolledThreads implements Sweep {

  /** For all threads together. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final ThreadStopper stopper;
  private final Duration bound;

  PolledThreads(ThreadStopper stopper) {
    this(stopper, BOUND);
  }

  PolledThreads(ThreadStopper stopper, Duration bound) {
    this.stopper = stopper;
    this.bound = bound;
  }

  @Override
  public String name() {
    return ThreadStopper.REPAIR;
  }

  @Override
  public String meaning() {
    return "threads of the plugin that ignore interrupts get an error where they loop, for which"
        + " each loop of a plugin is given a poll point as it is loaded";
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    // Those that were named before have had their time, and still get the error if they loop.
    List<Thread> stopped = stopper.stop(departed.loader(), ThreadOwner.threadsOf(departed));
    if (stopped.isEmpty()) {
      return List.of();
    }
    // Once more: who waits has to wake up to pass a poll point.
    List<Thread> alive = Interrupts.end(departed, stopped, bound);
    if (alive.isEmpty()) {
      stopper.stop(departed.loader(), ThreadOwner.threadsOf(departed)); // nobody else slows down
    }
    return stopped.stream()
        .filter(thread -> !alive.contains(thread))
        .map(
            thread ->
                "stopped thread \"%s\" of the plugin at a poll point".formatted(thread.getName()))
        .toList();
  }
}
