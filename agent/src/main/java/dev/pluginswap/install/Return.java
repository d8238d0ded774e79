package dev.pluginswap.install;

import dev.pluginswap.runtime.Generation;
import org.jspecify.annotations.Nullable;

/**
 * Back to a generation that was kept started.
 *
 * @param old the one that is live now
 * @param kept the one to be live
 */
record Return(Parts parts, PluginEntry entry, Generation old, Generation kept)
    implements Succession {

  @Override
  public Generation start(Candidate candidate, long number, Undo undo) {
    return kept;
  }

  @Override
  public void flipBack(@Nullable Generation next) {
    parts.runtime().switchTo(entry.name(), old);
  }

  @Override
  public boolean keepsOld() {
    return false;
  }
}
