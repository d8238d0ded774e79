package dev.pluginswap.unload.repair;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;

/**
 * Lets nobody in, in the place of an authenticator that is gone. Not to be loaded in a JVM without
 * the module {@code jdk.httpserver}.
 */
final class Refusal extends Authenticator {

  /** Service unavailable. */
  private static final int STATUS = 503;

  @Override
  public Result authenticate(HttpExchange exchange) {
    return new Failure(STATUS);
  }
}
