package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;

/** Resource bundles that the JDK has cached, softly, for modules of the plugin's loader. */
final class ResourceBundles implements Sweep {

  @Override
  public String name() {
    return "resource-bundles";
  }

  @Override
  public String meaning() {
    return "cached resource bundles of the plugin are dropped";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    Class<?> type = JdkClasses.initialized("java.util.ResourceBundle");
    if (type == null || !(Raw.readStatic(type, "cacheList") instanceof Map<?, ?> cache)) {
      return List.of();
    }
    int before = cache.size();
    ResourceBundle.clearCache(departed.loader());
    int dropped = before - cache.size();
    return dropped <= 0
        ? List.of()
        : List.of("dropped %d cached resource bundles".formatted(dropped));
  }
}
