package dev.pluginswap.api;

/**
 * Implemented by an {@linkplain Plugin entry class} whose state is to cross from one generation to
 * the next. State crosses as bytes, never as objects: an object's class would hold the old class
 * loader.
 *
 * <p>The old generation is asked for its state while it is still serving (in an exclusive hand-over
 * when its last call has returned), just before the new one is started; calls that it answers after
 * that are not in the state.
 */
public interface Stateful {

  /**
   * The state to hand over.
   *
   * @return the state, at most 16 MiB; empty for none
   * @throws Exception to say that the state cannot be had: the swap is taken back
   */
  byte[] saveState() throws Exception;

  /**
   * Takes over the state of the generation before. Called before {@link Plugin#start}, and only if
   * the old generation was stateful too and gave a state that is not empty.
   *
   * @param state what the old generation's {@link #saveState} returned
   * @param fromVersion the version of the plugin that wrote it
   * @throws Exception to refuse the state: the swap is taken back
   */
  void restoreState(byte[] state, String fromVersion) throws Exception;
}
