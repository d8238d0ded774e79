package dev.pluginswap.api;

/** What a generation of a plugin is doing. New states may be added. */
public enum GenerationState {
  /** Calls go to it. */
  LIVE,

  /** Calls go to the next one; those that are inside of this one have not all returned. */
  DRAINING,

  /**
   * It was stopped and its class loader closed. Whether that is garbage is not known before the JVM
   * has run a collection that unloads classes, which in an idle JVM may take long.
   */
  STOPPED,

  /** Its class loader is garbage and gone. */
  COLLECTED,

  /**
   * Its class loader has outlived such a collection: somebody refers to it still. It costs memory
   * until they let go; then it is {@link #COLLECTED}.
   */
  HELD
}
