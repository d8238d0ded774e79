package dev.pluginswap.runtime;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handles that were given out. They are kept at their type, so that they live exactly as long
 * as it does and keep no application's loader from being collected.
 */
final class Handles {

  /**
   * What a handle is to.
   *
   * @param plugin null for whichever provides
   * @param provider name of the provider's class; null for the first
   */
  private record Key(@Nullable String plugin, @Nullable String provider) {}

  /** Static, so that a value never refers back to its ClassValue: that would be a leak. */
  private static final class Types extends ClassValue<OfType> {
    @Override
    protected OfType computeValue(Class<?> type) {
      String complaint = HandleClass.complaint(type);
      if (complaint != null) {
        throw new IllegalArgumentException(complaint);
      }
      return new OfType();
    }
  }

  private static final class OfType {
    /** Guarded by itself. */
    private final Map<Key, Object> handles = new HashMap<>();
  }

  private final Routes routes;
  private final Dispatch dispatch;
  private final Types types = new Types();

  Handles(Routes routes, Dispatch dispatch) {
    this.routes = routes;
    this.dispatch = dispatch;
  }

  /** The one handle for the question. */
  <S> S handle(Class<S> type, @Nullable String plugin, @Nullable String provider) {
    OfType known = types.get(type);
    synchronized (known.handles) {
      return type.cast(
          known.handles.computeIfAbsent(
              new Key(plugin, provider),
              key -> newHandle(new HandleTarget(routes, type, plugin, provider))));
    }
  }

  /** A handle for each provider that is live, looked up anew by each iteration. */
  <S> Collection<S> all(Class<S> type) {
    types.get(type); // throws if there can be no handle of it
    return Collections.unmodifiableCollection(
        new AbstractCollection<S>() {
          @Override
          public Iterator<S> iterator() {
            return snapshot(type).iterator();
          }

          @Override
          public int size() {
            return snapshot(type).size();
          }
        });
  }

  private <S> List<S> snapshot(Class<S> type) {
    List<S> handles = new ArrayList<>();
    for (Generation generation : routes.live()) {
      for (Providers.Provider provider : generation.providers().of(type)) {
        handles.add(handle(type, generation.plugin(), provider.className()));
      }
    }
    return handles;
  }

  private Object newHandle(HandleTarget target) {
    Object handle = HandleClass.newHandle(target, dispatch);
    target.setHandle(handle);
    routes.add(target);
    return handle;
  }
}
