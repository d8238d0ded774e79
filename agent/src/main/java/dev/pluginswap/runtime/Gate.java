package dev.pluginswap.runtime;

/**
 * Counts the virtual threads that are inside a generation. Open when made.
 *
 * <p>The promise that draining rests on: once {@link #close} has returned and {@link #firstBusy}
 * has passed over every stripe, nobody is inside and nobody will be until {@link #open}.
 */
interface Gate {

  /** Goes in; false if the gate is closed, and then the caller is not inside. */
  boolean enter();

  /** Goes in, closed or not; only for a thread that is inside already. */
  void enterAgain();

  /**
   * Leaves; once for each {@link #enter} that answered true and each {@link #enterAgain}, by the
   * same thread.
   */
  void exit();

  /** Lets nobody in from now on. Those inside stay inside. Idempotent. */
  void close();

  /** Undoes {@link #close}. */
  void open();

  boolean isClosed();

  /** How many are inside, roughly: calls come and go while this counts. */
  long inside();

  /**
   * The first stripe, from the given one on, with somebody inside; -1 if there is none. A stripe of
   * a closed gate that was passed over once need not be looked at again.
   */
  int firstBusy(int from);
}
