package dev.pluginswap.runtime;

import dev.pluginswap.api.ServiceUnavailableException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a generated handle class calls: the way from one handle to the generation that is live.
 *
 * <p>All methods of a handle share one call site, whose value is the {@linkplain Route#bridge
 * bridge} to the live generation, or null while there is nowhere to go.
 *
 * <p>Public only because handle classes, which live in loaders of their own, must see it.
 */
public final class HandleTarget {

  private final Routes routes;
  private final Class<?> type;

  /** The plugin that must provide; null for the first by name that does. */
  private final @Nullable String plugin;

  /** The provider class that is meant; null for the plugin's first. */
  private final @Nullable String provider;

  private final MutableCallSite site;

  /** Set once, before the handle is given out. */
  private @Nullable Object handle;

  /** Where this leads, or would if that were not retired; written under the lock of the routes. */
  private volatile @Nullable Route route;

  /** What the call site answers; guarded by the lock of the routes. */
  private @Nullable Object current;

  HandleTarget(Routes routes, Class<?> type, @Nullable String plugin, @Nullable String provider) {
    this.routes = routes;
    this.type = type;
    this.plugin = plugin;
    this.provider = provider;
    this.site = new MutableCallSite(MethodHandles.constant(type, null));
  }

  /** The one of a handle's class. */
  public static HandleTarget of(Class<?> handle) {
    return (HandleTarget) GeneratedLoader.targetOf(handle);
  }

  /**
   * The bootstrap method of {@code invokedynamic current()}; the last two parameters are always the
   * same.
   */
  public static CallSite site(MethodHandles.Lookup handle, String name, MethodType type) {
    return of(handle.lookupClass()).site;
  }

  /**
   * Waits until there may be somewhere to go.
   *
   * @return null when the call site is to be looked at again; else the bridge to call, for a call
   *     from inside of a call
   * @throws ServiceUnavailableException if no live plugin provides the service, or none does in
   *     time
   */
  public @Nullable Object await() {
    return routes.await(this);
  }

  /**
   * Leads elsewhere from now on; under the lock of the routes.
   *
   * @param open whether calls may go there yet
   * @return whether the call site has changed
   */
  boolean lead(@Nullable Route next, boolean open) {
    route = next;
    Object bridge = next == null || !open ? null : next.bridge();
    if (bridge == current) {
      return false;
    }
    current = bridge;
    site.setTarget(MethodHandles.constant(type, bridge));
    return true;
  }

  MutableCallSite site() {
    return site;
  }

  void setHandle(Object handle) {
    this.handle = handle;
  }

  Object handle() {
    return Objects.requireNonNull(handle, "set before the first route");
  }

  @Nullable Route route() {
    return route;
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
    Route now = route;
    return "handle of %s → %s"
        .formatted(type.getName(), now == null ? "nobody" : now.generation().label());
  }
}
