package dev.pluginswap.install;

import dev.pluginswap.api.CancelOutcome;
import dev.pluginswap.bundle.Cancellation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The installs and dry runs that are under way, for who wants to see or cancel one. Safe for use by
 * any thread.
 */
final class Underway {

  private final List<Task> tasks = new CopyOnWriteArrayList<>();

  /** One transaction. Closed when it has ended. */
  final class Task implements AutoCloseable {

    /** As the caller gave it, and so never shown. */
    private final String source;

    private final Supplier<String> doing;
    private final Cancellation cancellation = new Cancellation();

    /** Null until the bundle is unpacked. */
    private volatile @Nullable String plugin;

    private Task(String source, Supplier<String> doing) {
      this.source = source;
      this.doing = doing;
    }

    Cancellation cancellation() {
      return cancellation;
    }

    void about(String name) {
      plugin = name;
    }

    private boolean is(String pluginOrSource) {
      return pluginOrSource.equals(source) || pluginOrSource.equals(plugin);
    }

    @Override
    public void close() {
      tasks.remove(this);
    }
  }

  /**
   * Notes a transaction.
   *
   * @param source as the caller gave it
   * @param doing what it does at the moment, without anything secret
   */
  Task begin(String source, Supplier<String> doing) {
    Task task = new Task(source, doing);
    tasks.add(task);
    return task;
  }

  /** What is done at the moment, a line each, oldest first. */
  List<String> lines() {
    return tasks.stream().map(task -> task.doing.get()).toList();
  }

  /** Cancels all of one plugin, or from one source. */
  CancelOutcome cancel(String pluginOrSource) {
    CancelOutcome outcome = CancelOutcome.NOTHING_UNDER_WAY;
    for (Task task : tasks) {
      if (task.is(pluginOrSource)) {
        if (task.cancellation.cancel()) {
          outcome = CancelOutcome.CANCELLED;
        } else if (outcome != CancelOutcome.CANCELLED) {
          outcome = CancelOutcome.TOO_LATE;
        }
      }
    }
    return outcome;
  }
}
