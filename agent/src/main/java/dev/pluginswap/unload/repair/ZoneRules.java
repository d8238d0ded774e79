package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Providers of time-zone rules that are the plugin's, and the zones that they have brought. */
final class ZoneRules implements Sweep {

  @Override
  public String name() {
    return "zone-rules";
  }

  @Override
  public String meaning() {
    return "time-zone rules of the plugin are removed";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    Class<?> type = JdkClasses.initialized("java.time.zone.ZoneRulesProvider");
    if (type == null
        || !(Raw.readStatic(type, "PROVIDERS") instanceof List<?> providers)
        || !(Raw.readStatic(type, "ZONES") instanceof Map<?, ?> zones)) {
      return done;
    }
    synchronized (type) { // as its registerProvider
      for (Object provider : providers) {
        if (departed.owns(provider) && providers.removeIf(other -> other == provider)) {
          done.add("took the time-zone rules %s out".formatted(provider.getClass().getName()));
        }
      }
      if (!done.isEmpty()) {
        zones.values().removeIf(departed::owns);
        FieldRef names = Raw.field(type, "ZONE_IDS");
        if (names.get(null) instanceof Set<?> known) {
          Set<Object> left = new HashSet<>(known);
          left.retainAll(zones.keySet());
          names.set(null, Collections.unmodifiableSet(left));
        }
      }
    }
    return done;
  }
}
