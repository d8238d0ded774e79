package dev.pluginswap.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the maps of JDK types in which reports cross class loaders, processes and JSON. */
final class Maps {

  private Maps() {}

  static String string(Map<?, ?> map, String key) {
    return required(map, key, String.class);
  }

  static @Nullable String stringOrNull(Map<?, ?> map, String key) {
    return map.get(key) == null ? null : string(map, key);
  }

  static long number(Map<?, ?> map, String key) {
    return required(map, key, Number.class).longValue();
  }

  static @Nullable Map<?, ?> mapOrNull(Map<?, ?> map, String key) {
    return map.get(key) == null ? null : required(map, key, Map.class);
  }

  static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
    return elements(map, key).stream().<Map<?, ?>>map(e -> (Map<?, ?>) e).toList();
  }

  static List<String> strings(Map<?, ?> map, String key) {
    return elements(map, key).stream().map(String.class::cast).toList();
  }

  private static List<?> elements(Map<?, ?> map, String key) {
    return required(map, key, List.class);
  }

  /** Nullness of values is said per key, in the records; the published type is the plain map. */
  @SuppressWarnings("NullAway") // a map with null values: JSON has them too
  static Map<String, Object> withNulls(Map<String, @Nullable Object> map) {
    return Collections.unmodifiableMap(map);
  }

  private static <T> T required(Map<?, ?> map, String key, Class<T> type) {
    Object value = map.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "'%s' must be a %s, but is %s".formatted(key, type.getSimpleName(), value));
    }
    return type.cast(value);
  }
}
