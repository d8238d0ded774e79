package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import java.util.List;

/** Looks at a place that is known to keep things of plugins. */
public non-sealed interface Sweep extends Repair {

  /**
   * Looks, and takes away. Runs after the plugin's own {@code stop} and before its loader is
   * closed, perhaps again later.
   *
   * @return what was done, a line for each: {@code took com.acme.Driver out of DriverManager};
   *     empty when there was nothing
   * @throws Exception if this JDK or the application does not let it; the sweep goes on with the
   *     others
   */
  List<String> sweep(Departed departed) throws Exception;
}
