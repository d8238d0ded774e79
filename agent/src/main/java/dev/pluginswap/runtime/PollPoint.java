package dev.pluginswap.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What classes with poll points name: nothing but the way from one of them to the call site of its
 * generation.
 *
 * <p>Public only because classes of plugins must see it; only those with poll points do.
 */
public final class PollPoint {

  private PollPoint() {}

  /**
   * The bootstrap method of {@code invokedynamic poll()}; the last two parameters are always the
   * same.
   *
   * @throws IllegalStateException if the caller is no class of a generation with poll points
   */
  public static CallSite bootstrap(MethodHandles.Lookup polled, String name, MethodType type) {
    return PollSite.of(polled.lookupClass().getClassLoader()).callSite();
  }
}
