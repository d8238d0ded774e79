package dev.pluginswap.api;

/**
 * A handle was called while no live plugin provides its service. The message names the service and
 * the plugins that are known.
 *
 * <p>This is not how a swap looks: during a swap a call gets the old or the new version.
 */
public final class ServiceUnavailableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** With a message for a person. */
  public ServiceUnavailableException(String message) {
    super(message);
  }
}
