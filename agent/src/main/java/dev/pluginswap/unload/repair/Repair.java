package dev.pluginswap.unload.repair;

/** One way to let go of a departed plugin. Implementations keep no state between calls. */
public sealed interface Repair permits Sweep, EdgeRepair {

  /** By which it is switched: {@code jdbc-drivers}. */
  String name();

  /** One line for the documentation: what is taken away. */
  String meaning();

  /** Whether it runs unless it is switched off; else it has to be switched on. */
  default boolean isDefault() {
    return true;
  }

  /** The first JDK release that it is for. */
  default int since() {
    return 17;
  }

  /** The last JDK release that it is for. */
  default int until() {
    return Integer.MAX_VALUE;
  }
}
