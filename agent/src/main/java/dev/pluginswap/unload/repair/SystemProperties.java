package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** System properties whose value is an object of the plugin rather than text. */
final class SystemProperties implements Sweep {

  @Override
  public String name() {
    return "system-properties";
  }

  @Override
  public String meaning() {
    return "system properties whose values are objects of the plugin are removed";
  }

  @Override
  public List<String> sweep(Departed departed) {
    List<String> done = new ArrayList<>();
    for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
      Object value = property.getValue();
      // Only under keys of the JDK: to look up one of the plugin's would call its code.
      if (property.getKey() instanceof String key
          && departed.owns(value)
          && System.getProperties().remove(key, value)) {
        done.add("took the system property %s, a %s".formatted(key, value.getClass().getName()));
      }
    }
    return done;
  }
}
