package dev.pluginswap.api;

/** A listener's registration. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it. Idempotent. An event that is being delivered may still arrive. */
  @Override
  void close();
}
