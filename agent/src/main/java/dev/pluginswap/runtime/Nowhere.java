package dev.pluginswap.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the caller of a handle is told that leads nowhere. */
final class Nowhere {

  private Nowhere() {}

  /**
   * @param plugins the live generations by plugin name; null for plugins that were live once
   */
  static String describe(HandleTarget target, Map<String, @Nullable Generation> plugins) {
    StringBuilder message = new StringBuilder("no live version of ");
    message
        .append(target.plugin() == null ? "any plugin" : "plugin " + target.plugin())
        .append(" provides ")
        .append(target.typeName());
    if (target.provider() != null) {
      message.append(" through ").append(target.provider());
    }
    message.append("; plugins known: ").append(plugins.isEmpty() ? "none" : labels(plugins));
    for (Generation generation : plugins.values()) {
      if (generation != null && providesNamesake(generation, target)) {
        message
            .append("; ")
            .append(generation.label())
            .append(" provides another class of that name: export its package from the workspace");
        break;
      }
    }
    return message.toString();
  }

  private static boolean providesNamesake(Generation generation, HandleTarget target) {
    return target.provider() == null
        && (target.plugin() == null || target.plugin().equals(generation.plugin()))
        && generation.services().contains(target.typeName());
  }

  private static String labels(Map<String, @Nullable Generation> plugins) {
    List<String> labels = new ArrayList<>();
    plugins.forEach(
        (plugin, generation) ->
            labels.add(generation == null ? plugin + " (not live)" : generation.label()));
    return String.join(", ", labels);
  }
}
