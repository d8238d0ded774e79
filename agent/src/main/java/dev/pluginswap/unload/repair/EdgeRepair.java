package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Walk;
import org.jspecify.annotations.Nullable;

/** Knows what to do about one kind of reference into a plugin. */
public non-sealed interface EdgeRepair extends Repair {

  /**
   * Takes a reference away, if it is of its kind, and still there.
   *
   * @param edge the reference, and the way to it
   * @param walk that has found it
   * @return what was done; null when this is not its business
   * @throws Exception if this JDK or the application does not let it; others are asked then
   */
  @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception;
}
