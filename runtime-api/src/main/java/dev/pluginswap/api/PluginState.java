package dev.pluginswap.api;

/** What a plugin is doing now. */
public enum PluginState {
  /** A generation of it answers the calls. */
  LIVE,

  /**
   * It was removed; its last version is kept for a {@link PluginSwap#rollback} until it is
   * collected.
   */
  REMOVED,

  /** Another JVM has installed it into the same plugins directory; this JVM has not loaded it. */
  NOT_LOADED,

  /** It is on disk, but no version of it could be loaded into this JVM; the problems say why. */
  FAILED,

  /**
   * Its record on disk is damaged, or a swap could not be taken back. It is left exactly as it is
   * for an operator to look at, and takes no new version until then; the problems say where and
   * how.
   */
  BROKEN
}
