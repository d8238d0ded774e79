package dev.pluginswap.unload.repair;

import java.util.Collection;
import java.util.List;

/** Stops threads in the code of a plugin that was made for it when it was loaded. */
@FunctionalInterface
public interface ThreadStopper {

  /** The name of the repair that needs one. */
  String REPAIR = "poll-points";

  /** Of plugins that were not made for it. */
  ThreadStopper NONE = (loader, threads) -> List.of();

  /**
   * Has threads throw an error, again and again, as soon as they loop in code of this loader.
   * Others that are in there go on. Does not wait, and wakes nobody.
   *
   * @param loader of the plugin
   * @param threads instead of those that were named before; held weakly; none to stop no thread
   * @return those of them that were not named before; none if the plugin was not made for it
   */
  List<Thread> stop(ClassLoader loader, Collection<Thread> threads);
}
