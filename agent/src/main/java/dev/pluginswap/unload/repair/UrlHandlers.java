package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Handlers of the plugin that the JDK has cached: of URL protocols, which a factory of the plugin
 * has made, and of content types. Other handlers in these caches stay.
 */
final class UrlHandlers implements Sweep {

  @Override
  public String name() {
    return "url-handlers";
  }

  @Override
  public String meaning() {
    return "URL stream handlers and content handlers of the plugin leave the JDK's caches";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    sweep(departed, "java.net.URL", "of the protocol", done);
    sweep(departed, "java.net.URLConnection", "of the content type", done);
    return done;
  }

  private static void sweep(Departed departed, String type, String of, List<String> done)
      throws NoSuchFieldException {
    Class<?> loaded = JdkClasses.initialized(type);
    if (loaded != null && Raw.readStatic(loaded, "handlers") instanceof Map<?, ?> handlers) {
      synchronized (handlers) { // a Hashtable
        handlers
            .entrySet()
            .removeIf(
                entry -> {
                  boolean isOwn = departed.owns(entry.getValue());
                  if (isOwn) {
                    done.add(
                        "dropped the cached handler %s %s %s"
                            .formatted(entry.getValue().getClass().getName(), of, entry.getKey()));
                  }
                  return isOwn;
                });
      }
    }
  }
}
