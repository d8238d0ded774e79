package dev.pluginswap.runtime;

import dev.pluginswap.api.ServiceUnavailableException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a generated handle class calls: the way from one handle to the generation that is live.
 *
 * <p>Public only because handle classes, which live in loaders of their own, must see it. The
 * signatures are of JDK types and this one, so that such a loader needs to know this class alone.
 */
public final class HandleTarget {

  /** Nanoseconds between two looks at a closed gate. */
  private static final long PAUSE = 100_000;

  private final Routes routes;

  /** The place of this handle's route in {@link Routes}. */
  private final int index;

  private final Class<?> type;

  /** The plugin that must provide; null for the first by name that does. */
  private final @Nullable String plugin;

  /** The provider class that is meant; null for the plugin's first. */
  private final @Nullable String provider;

  HandleTarget(
      Routes routes, int index, Class<?> type, @Nullable String plugin, @Nullable String provider) {
    this.routes = routes;
    this.index = index;
    this.type = type;
    this.plugin = plugin;
    this.provider = provider;
  }

  /**
   * Goes into the live generation.
   *
   * @return an entry, for {@link #provider} and then {@link #exit}
   * @throws ServiceUnavailableException if no live plugin provides the service
   */
  public Object enter() {
    Route route = routes.at(index);
    return route != null && route.gate().enter() ? route : enterAfterSwitch();
  }

  /** What is to be called. */
  public static Object provider(Object entry) {
    return ((Route) entry).provider();
  }

  /** Leaves the generation that was entered; by the thread that entered. */
  public static void exit(Object entry) {
    ((Route) entry).gate().exit();
  }

  /**
   * The gate was closed after this thread had read the route: there is a new one now. Or the
   * hand-over is exclusive, and there will be one soon.
   */
  private Route enterAfterSwitch() {
    long end = 0;
    boolean interrupted = false;
    try {
      for (int look = 0; ; look++) {
        Route route = routes.at(index);
        if (route == null) {
          // Null when the plugin went live after this thread had looked: then look again.
          ServiceUnavailableException unavailable = routes.unavailable(this, index);
          if (unavailable == null) {
            continue;
          }
          throw unavailable;
        }
        if (route.gate().enter()) {
          return route;
        }
        if (look == 0 && route.generation().isInsideOf()) {
          route.gate().enterAgain();
          return route;
        }
        if (look == 0) {
          end = routes.nanoTime() + routes.longestWait().toNanos();
        } else if (routes.nanoTime() - end >= 0) {
          throw new ServiceUnavailableException(
              "%s is being replaced and no other version of it took over within %d ms; %s was not called"
                  .formatted(
                      route.generation().label(), routes.longestWait().toMillis(), type.getName()));
        }
        LockSupport.parkNanos(this, PAUSE);
        interrupted |= Thread.interrupted(); // or the next park would return at once, for ever
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  Class<?> type() {
    return type;
  }

  String typeName() {
    return type.getName();
  }

  @Nullable String plugin() {
    return plugin;
  }

  @Nullable String provider() {
    return provider;
  }

  /** What the handle says of itself: {@code handle of com.acme.Greeter → greeter@1.2.0#7}. */
  @Override
  public String toString() {
    Route route = routes.at(index);
    return "handle of %s → %s"
        .formatted(type.getName(), route == null ? "nobody" : route.generation().label());
  }
}
