package dev.pluginswap.api;

/**
 * Implemented by an {@linkplain Plugin entry class} that can tell whether it works. Asked once,
 * after {@link Plugin#start} and before the first call is switched to the new generation.
 */
public interface HealthCheck {

  /**
   * Returns if the plugin is healthy.
   *
   * @throws Exception to say that it is not: the swap is taken back, and the message is in the
   *     report
   */
  void checkHealth() throws Exception;
}
