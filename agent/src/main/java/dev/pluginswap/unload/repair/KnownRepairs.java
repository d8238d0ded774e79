package dev.pluginswap.unload.repair;

import java.util.List;

/** All repairs that there are. The order matters: what is specific comes before what is general. */
public final class KnownRepairs {

  private KnownRepairs() {}

  /** All of them, those that are off by default included. */
  public static List<Repair> all() {
    return List.of(new ContextLoaders());
  }
}
