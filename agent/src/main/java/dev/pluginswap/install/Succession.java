package dev.pluginswap.install;

import dev.pluginswap.bundle.Handover;
import dev.pluginswap.runtime.Generation;
import org.jspecify.annotations.Nullable;

/** How the live generation gives way to the next one, and how it comes back. */
sealed interface Succession permits Overlap, Exclusive, Return {

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

  /** Whether the old generation is still started when the next one is live. */
  boolean keepsOld();

  /**
   * The one that both versions can bear: exclusive if either of them asks for that.
   *
   * @param kept a generation of the candidate that is still started; null for none
   */
  static Succession of(
      Parts parts,
      Journal journal,
      Limits limits,
      PluginEntry entry,
      @Nullable Generation old,
      @Nullable Candidate candidate,
      @Nullable Generation kept) {
    if (old != null && kept != null) {
      return new Return(parts, entry, old, kept);
    }
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
