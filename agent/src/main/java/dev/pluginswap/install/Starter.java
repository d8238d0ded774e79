package dev.pluginswap.install;

import dev.pluginswap.runtime.Generation;
import dev.pluginswap.runtime.HookFailedException;
import org.jspecify.annotations.Nullable;

/** Brings up a version of a plugin, or nothing of it. */
record Starter(Parts parts, Journal journal, Limits limits, PluginEntry entry) {

  /** Where a generation's state comes from; asked once the next one is loaded. */
  interface State {
    /** Null for none. */
    byte @Nullable [] get() throws HookFailedException;
  }

  /**
   * Loads a generation, hands it the state, starts and checks it. What fails is stopped and closed
   * again.
   *
   * @param fromVersion the version that the state is of; null for none
   */
  Generation start(Candidate candidate, long number, State state, @Nullable String fromVersion)
      throws Exception {
    Generation next =
        parts
            .loader()
            .load(candidate.bundle(), number, limits.start(), candidate.requiredServices());
    try {
      next.start(state.get(), fromVersion);
      next.checkHealth();
    } catch (Throwable failure) { // also Errors: whatever it was, nothing of it stays
      parts.retirement().discard(entry, next);
      throw failure;
    }
    journal.addNews(next.problems());
    return next;
  }
}
