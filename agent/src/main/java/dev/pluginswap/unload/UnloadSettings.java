package dev.pluginswap.unload;

import dev.pluginswap.unload.walk.WalkLimits;
import java.util.Set;

/**
 * How an old generation is let go of.
 *
 * @param force whether collections are forced, so that the answer comes at once: for development
 *     and tests, since each stops the application
 * @param walk how far a walk goes
 * @param off names of repairs that do not run; {@code all} for none at all
 * @param on names of repairs that run although they are off by default; {@code all} for all
 */
public record UnloadSettings(boolean force, WalkLimits walk, Set<String> off, Set<String> on) {

  /** Nothing forced, and the repairs that nobody can notice. */
  public static final UnloadSettings DEFAULTS =
      new UnloadSettings(false, WalkLimits.DEFAULTS, Set.of(), Set.of());

  /** Copies the sets. */
  public UnloadSettings {
    off = Set.copyOf(off);
    on = Set.copyOf(on);
  }

  /** Whether a repair that is off by default was switched on. */
  public boolean asksFor(String repair) {
    return (on.contains("all") || on.contains(repair))
        && !off.contains("all")
        && !off.contains(repair);
  }
}
