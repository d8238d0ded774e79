package dev.pluginswap.api;

/**
 * The entry of a plugin, named as {@code entry} in its {@code plugin.json}. Optional: a plugin may
 * be nothing but its services.
 *
 * <p>One instance is made per generation, by the public constructor without arguments. If the entry
 * class is also listed in {@code META-INF/services}, the same instance is the provider. The order
 * is: constructor, {@link Stateful#restoreState} if there is state, {@link #start}, the other
 * providers' constructors, {@link HealthCheck#checkHealth}, first call; and after the last call has
 * returned, {@link #stop}.
 *
 * <p>During a swap the next generation goes through all this up to its health check while this one
 * serves. With an exclusive hand-over this one is stopped first; if the next one fails, a new
 * generation of this version is made, so {@link #start} must be able to take again what {@link
 * #stop} gave back.
 *
 * <p>Each hook runs on a thread of the agent, with the plugin's class loader as context class
 * loader and under the deadline {@code startTimeout}. Whatever a hook throws takes the swap back; a
 * hook that overruns is interrupted and takes the swap back too.
 */
public interface Plugin {

  /**
   * Makes the plugin ready for calls. No call is made to it before this has returned.
   *
   * @param context what the plugin may know and use; valid until {@link #stop} has returned
   * @throws Exception to say that this version must not go live
   */
  default void start(PluginContext context) throws Exception {}

  /**
   * Gives back everything that the plugin holds: threads, sockets, registrations. No call is inside
   * the plugin any more, unless the drain timed out: {@link PluginContext#callsInFlight} tells. Not
   * called if {@link #start} was not.
   *
   * @throws Exception what went wrong; it is reported, and stopping goes on
   */
  default void stop() throws Exception {}
}
