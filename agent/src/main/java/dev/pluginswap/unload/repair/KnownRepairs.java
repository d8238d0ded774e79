package dev.pluginswap.unload.repair;

import java.util.List;
import java.util.stream.Stream;

/** All repairs that there are. The order matters: what is specific comes before what is general. */
public final class KnownRepairs {

  private KnownRepairs() {}

  /** All of them, those that are off by default included. */
  public static List<Repair> all() {
    return all(ThreadStopper.NONE);
  }

  /**
   * All of them, as {@link #all()}.
   *
   * @param stopper for {@value ThreadStopper#REPAIR}
   */
  public static List<Repair> all(ThreadStopper stopper) {
    return Stream.of(KnownSweeps.all(stopper), KnownEdgeRepairs.all())
        .flatMap(List::stream)
        .toList();
  }
}
