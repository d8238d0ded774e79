package dev.pluginswap.runtime;

import java.io.Serial;

/**
 * Ends a thread of a generation that is out of service. No plugin sees this class, so that none
 * catches it by name; what catches every {@link Throwable} gets it again at the next poll point.
 *
 * <p>Has no stack trace, which would refer to the plugin's classes for as long as somebody keeps
 * this.
 */
final class GenerationStoppedError extends Error {

  @Serial private static final long serialVersionUID = 1;

  GenerationStoppedError(String message) {
    super(message, null, false, false);
  }
}
