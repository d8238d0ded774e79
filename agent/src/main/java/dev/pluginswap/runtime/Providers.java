package dev.pluginswap.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider instances of one generation. Immutable; providers in the order of the service files.
 */
record Providers(Map<Class<?>, List<Provider>> byType) {

  static final Providers NONE = new Providers(Map.of());

  /**
   * One provider of one service.
   *
   * @param className the name in the service file, which a handle to this provider remembers
   * @param instance shared with the other services that name the same class
   */
  record Provider(String className, Object instance) {}

  /** The providers of a service; empty if there is none. */
  List<Provider> of(Class<?> type) {
    return byType.getOrDefault(type, List.of());
  }

  /**
   * The instance that a handle leads to.
   *
   * @param className the provider that is meant, null for the first. If it is gone and the service
   *     has just one provider, that one has taken its place: a new version may rename its classes.
   */
  @Nullable Object instance(Class<?> type, @Nullable String className) {
    List<Provider> providers = of(type);
    if (providers.isEmpty()) {
      return null;
    }
    if (className == null || providers.size() == 1) {
      return providers.get(0).instance();
    }
    return providers.stream()
        .filter(provider -> provider.className().equals(className))
        .findFirst()
        .map(Provider::instance)
        .orElse(null);
  }

  /** The names of the services, sorted. */
  List<String> services() {
    return byType.keySet().stream().map(Class::getName).sorted().toList();
  }
}
