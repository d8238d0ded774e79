package dev.pluginswap.install;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What has to be undone if the transaction fails. Each action is pushed <em>before</em> the step
 * acts, since a step may fail half-way, and is therefore idempotent.
 */
final class Undo {

  private final Deque<Entry> entries = new ArrayDeque<>();

  /** Takes one thing back. Idempotent: the step may not have acted at all. */
  interface Action {
    void run() throws Exception;
  }

  /** An action, and whether it destroys evidence that a person needs if another one fails. */
  private record Entry(Action action, boolean destroys) {}

  void push(Action action) {
    entries.push(new Entry(action, false));
  }

  /** An action that deletes: skipped once another one has failed, to keep all evidence. */
  void pushDeletion(Action action) {
    entries.push(new Entry(action, true));
  }

  /**
   * Runs all actions, last pushed first, each whatever became of the others; answers what failed.
   */
  List<Throwable> run() {
    List<Throwable> failures = new ArrayList<>();
    while (!entries.isEmpty()) {
      Entry entry = entries.pop();
      if (entry.destroys() && !failures.isEmpty()) {
        continue;
      }
      try {
        entry.action().run();
      } catch (Throwable t) { // an Error here must not keep the other actions from running
        failures.add(t);
      }
    }
    return failures;
  }
}
