package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import org.jspecify.annotations.Nullable;

/** One kind of callback that an object of others keeps, and how that object is made to let go. */
@FunctionalInterface
interface Callback {

  /**
   * Severs a callback of the plugin's, if the reference is by one of this kind.
   *
   * @return what was done; null if it is of another kind, or not the plugin's
   * @throws Exception if this JDK or the owner does not let it
   */
  @Nullable String sever(Edge edge, Departed departed) throws Exception;
}
