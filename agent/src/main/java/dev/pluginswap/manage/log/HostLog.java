package dev.pluginswap.manage.log;

/** The log of the application, or what may become it. Used by the delivering thread alone. */
interface HostLog {

  /** How far it is. */
  enum State {
    /** The application has not brought it up yet; ask again. */
    STARTING,
    /** It takes lines. */
    READY,
    /** It logs nothing, cannot be used, or its class loader is gone. */
    UNUSABLE
  }

  /** How far it is; never initialises it. */
  State state();

  /**
   * Gives it a line.
   *
   * @throws HostLogException if it did not take it
   */
  void log(LogLine line) throws HostLogException;
}
