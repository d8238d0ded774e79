package dev.pluginswap.install;

import dev.pluginswap.runtime.Generation;
import org.jspecify.annotations.Nullable;

/** The next generation is started and healthy before the first call goes to it. */
record Overlap(
    Parts parts, Journal journal, Limits limits, PluginEntry entry, @Nullable Generation old)
    implements Succession {

  @Override
  public Generation start(Candidate candidate, long number, Undo undo) throws Exception {
    return new Starter(parts, journal, limits, entry)
        .start(
            candidate,
            number,
            () -> old == null ? null : old.saveState(),
            old == null ? null : old.version());
  }

  @Override
  public void flipBack(@Nullable Generation next) throws InterruptedException {
    parts.runtime().switchTo(entry.name(), old);
    if (next != null) {
      parts.retirement().now(entry, next, limits.drain());
    }
  }

  @Override
  public boolean keepsOld() {
    return true;
  }
}
