package dev.pluginswap.install;

import dev.pluginswap.bundle.Handover;
import dev.pluginswap.runtime.Generation;
import org.jspecify.annotations.Nullable;

/** How the live generation gives way to the next one, and how it comes back. */
sealed interface Succession permits Overlap, Exclusive {

  /**
   * Loads the next generation, hands over the state, starts and checks it: everything but the flip.
   *
   * @param undo told what takes it back
   */
  Generation start(Candidate candidate, long number, Undo undo) throws Exception;

  /**
   * Takes the flip back, whether it has happened or not.
   *
   * @param next what {@link #start} answered; null when the plugin was to go out of service
   */
  void flipBack(@Nullable Generation next) throws Exception;

  /** The one that both versions can bear: exclusive if either of them asks for that. */
  static Succession of(
      Parts parts,
      Journal journal,
      Limits limits,
      PluginEntry entry,
      @Nullable Generation old,
      @Nullable Candidate candidate) {
    if (old != null && candidate != null && isExclusive(old, candidate)) {
      return new Exclusive(parts, journal, limits, entry, old);
    }
    return new Overlap(parts, journal, limits, entry, old);
  }

  private static boolean isExclusive(Generation old, Candidate candidate) {
    return old.handover() == Handover.EXCLUSIVE
        || candidate.bundle().manifest().handover() == Handover.EXCLUSIVE;
  }
}
