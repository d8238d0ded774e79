package dev.pluginswap.install;

import dev.pluginswap.runtime.Generation;
import org.jspecify.annotations.Nullable;

/** The next generation is started and healthy before the first call goes to it. */
record Overlap(
    Parts parts, Journal journal, Limits limits, PluginEntry entry, @Nullable Generation old)
    implements Succession {

  @Override
  public Generation start(Candidate candidate, long number, Undo undo) throws Exception {
    Generation next =
        parts
            .loader()
            .load(candidate.bundle(), number, limits.start(), candidate.requiredServices());
    try {
      byte[] state = old == null ? null : old.saveState();
      next.start(state, old == null ? null : old.version());
      next.checkHealth();
    } catch (Throwable failure) {
      Retirement.discard(next);
      throw failure;
    }
    journal.addNews(next.problems());
    return next;
  }

  @Override
  public void flipBack(@Nullable Generation next) throws InterruptedException {
    parts.runtime().switchTo(entry.name(), old);
    if (next != null) {
      parts.retirement().now(entry, next, limits.drain());
    }
  }
}
