package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.NodeChangeListener;
import java.util.prefs.PreferenceChangeListener;

/** Listeners of the plugin at nodes of the JDK's own preferences that are in memory. */
final class PreferencesListeners implements Sweep {

  @Override
  public String name() {
    return "preferences";
  }

  @Override
  public String meaning() {
    return "listeners of the plugin leave java.util.prefs";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    Class<?> type = JdkClasses.initialized("java.util.prefs.FileSystemPreferences");
    if (type != null) {
      for (String root : new String[] {"userRoot", "systemRoot"}) {
        if (Raw.readStatic(type, root) instanceof AbstractPreferences node) {
          sweep(departed, node, done);
        }
      }
    }
    return done;
  }

  private static void sweep(Departed departed, AbstractPreferences node, List<String> done)
      throws NoSuchFieldException {
    for (Object listener : array(node, "prefListeners")) {
      if (departed.owns(listener)) {
        node.removePreferenceChangeListener((PreferenceChangeListener) listener);
        done.add(words(listener, node));
      }
    }
    for (Object listener : array(node, "nodeListeners")) {
      if (departed.owns(listener)) {
        node.removeNodeChangeListener((NodeChangeListener) listener);
        done.add(words(listener, node));
      }
    }
    List<Object> kids = new ArrayList<>();
    Object lock = Raw.field(AbstractPreferences.class, "lock").get(node);
    synchronized (lock == null ? node : lock) {
      if (Raw.field(AbstractPreferences.class, "kidCache").get(node) instanceof Map<?, ?> cache) {
        kids.addAll(cache.values());
      }
    }
    for (Object kid : kids) {
      sweep(departed, (AbstractPreferences) kid, done);
    }
  }

  private static Object[] array(AbstractPreferences node, String field)
      throws NoSuchFieldException {
    Object[] held = (Object[]) Raw.field(AbstractPreferences.class, field).get(node);
    return held == null ? new Object[0] : held;
  }

  private static String words(Object listener, AbstractPreferences node) {
    return "took the listener %s from the preferences %s"
        .formatted(listener.getClass().getName(), node.absolutePath());
  }
}
