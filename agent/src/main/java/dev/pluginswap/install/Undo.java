package dev.pluginswap.install;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be undone if the transaction fails. Each action is pushed <em>before</em> the step
 * acts, since a step may fail half-way, and is therefore idempotent.
 */
final class Undo {

  private static final Logger log = LoggerFactory.getLogger(Undo.class);

  private final Deque<Entry> entries = new ArrayDeque<>();

  /** Takes one thing back. Idempotent: the step may not have acted at all. */
  interface Action {
    void run() throws Exception;
  }

  /** An action, and whether it only tidies up. */
  private record Entry(Action action, boolean tidies) {}

  /** What has to succeed for the old version to be live again as if nothing had been. */
  void push(Action action) {
    entries.push(new Entry(action, false));
  }

  /**
   * What deletes leftovers. Its failure breaks nothing: the next recovery deletes them. Skipped
   * once something that matters has failed, to keep all evidence.
   */
  void pushTidying(Action action) {
    entries.push(new Entry(action, true));
  }

  /**
   * Runs all actions, last pushed first, each whatever became of the others.
   *
   * @return what failed of the actions that matter
   */
  List<Throwable> run() {
    List<Throwable> failures = new ArrayList<>();
    while (!entries.isEmpty()) {
      Entry entry = entries.pop();
      if (entry.tidies() && !failures.isEmpty()) {
        continue;
      }
      try {
        entry.action().run();
      } catch (Throwable t) { // an Error here must not keep the other actions from running
        if (entry.tidies()) {
          log.warn("a leftover stays until the next recovery", t);
        } else {
          failures.add(t);
        }
      }
    }
    return failures;
  }
}
