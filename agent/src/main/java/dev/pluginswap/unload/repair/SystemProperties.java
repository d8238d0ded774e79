package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * System properties whose value is an object of the plugin rather than text; and all of them, where
 * the object that has them is the plugin's: they move into one of the JDK's.
 */
final class SystemProperties implements Sweep {

  @Override
  public String name() {
    return "system-properties";
  }

  @Override
  public String meaning() {
    return "system properties whose values are objects of the plugin are removed; what holds them"
        + " becomes the JDK's";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    replaceHolder(departed, done);
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

  private static void replaceHolder(Departed departed, List<String> done)
      throws NoSuchFieldException {
    FieldRef field = Raw.field(System.class, "props");
    Object held = field.get(null);
    if (!(held instanceof Properties own) || !departed.owns(own)) {
      return;
    }
    Object defaults = Raw.field(Properties.class, "defaults").get(own);
    Properties plain =
        defaults instanceof Properties others && !departed.owns(others)
            ? new Properties(others)
            : new Properties();
    // What is inside, since the plugin may have overridden every method.
    Object inside = Objects.requireNonNull(Raw.field(Properties.class, "map").get(own));
    for (Map.Entry<?, ?> property : ((Map<?, ?>) inside).entrySet()) {
      if (!departed.owns(property.getKey()) && !departed.owns(property.getValue())) {
        plain.put(property.getKey(), property.getValue());
      }
    }
    if (field.replace(null, own, plain)) {
      done.add(
          "moved the system properties out of a %s into the JDK's"
              .formatted(own.getClass().getName()));
    }
  }
}
