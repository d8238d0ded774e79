package dev.pluginswap.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** JMX's open types as the maps and lists that the API's {@code ofMap} methods read. */
final class OpenData {

  private OpenData() {}

  static Map<String, Object> map(CompositeData data) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String item : data.getCompositeType().keySet()) {
      map.put(item, plain(data.get(item)));
    }
    return withNulls(map);
  }

  /**
   * The elements of an array of composite data.
   *
   * @throws ClassCastException if it is none: the agent speaks another language
   */
  static List<Map<String, Object>> maps(Object array) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Object element : (Object[]) array) {
      maps.add(map((CompositeData) element));
    }
    return maps;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof CompositeData data) {
      return map(data);
    }
    if (value instanceof Object[] array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object element : array) {
        list.add(plain(element));
      }
      return Collections.unmodifiableList(list);
    }
    return value;
  }

  /** The API publishes its maps as plain ones, and says per key what may be null. */
  @SuppressWarnings("NullAway")
  private static Map<String, Object> withNulls(Map<String, @Nullable Object> map) {
    return Collections.unmodifiableMap(map);
  }
}
