package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Leftover;
import dev.pluginswap.unload.walk.Walk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application holds, and what is done about it. */
final class Application {

  /** How the path to anything of it begins. */
  static final String HELD = "static " + Application.class.getName() + ".held";

  /** Anything. */
  static @Nullable Object held;

  private Application() {}

  /** Has each reference into the plugin repaired that there is; what was done. */
  static List<String> repair(EdgeRepair repair, Leftover plugin, Class<?>... roots)
      throws Exception {
    Walk walk = plugin.walk(with(roots));
    List<String> done = new ArrayList<>();
    for (Edge edge : walk.edges()) {
      if (edge.isStillThere()) {
        String said = repair.repair(edge, plugin.departed(), walk);
        if (said != null) {
          done.add(said);
        }
      }
    }
    return done;
  }

  /** The references into the plugin whose way goes through something of such a name. */
  static List<String> holders(Leftover plugin, String through, Class<?>... roots) {
    return plugin.walk(with(roots)).edges().stream()
        .map(Edge::toString)
        .filter(edge -> edge.contains(through))
        .toList();
  }

  /** The references into the plugin from what is {@link #held}. */
  static List<String> holders(Leftover plugin) {
    return holders(plugin, HELD);
  }

  private static Class<?>[] with(Class<?>... roots) {
    List<Class<?>> all = new ArrayList<>(List.of(roots));
    all.add(Application.class);
    return all.toArray(Class<?>[]::new);
  }
}
