package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import org.jspecify.annotations.Nullable;

/**
 * Threads whose group is an object of the plugin move to the group above. From JDK 19 on that is
 * nothing but another value of a field, since groups do not know their threads any more (<a
 * href="https://openjdk.org/jeps/444">JEP 444</a>). Before, they do, and stay; but a group of the
 * plugin without threads is destroyed, by the JDK's own method.
 */
final class ThreadGroups implements EdgeRepair {

  @Override
  public String name() {
    return "thread-groups";
  }

  @Override
  public String meaning() {
    return "threads in a group of the plugin's class move to the group above; before JDK 19, its"
        + " empty groups are destroyed";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    if (!(edge.owned() instanceof ThreadGroup group)) {
      return null;
    }
    FieldRef field = edge.last().field();
    if (field != null && field.is("java.lang.Thread$FieldHolder", "group")) {
      return field.replace(edge.holder(), group, above(group, departed))
          ? "moved %s to the thread group above its own, %s"
              .formatted(edge.beginning(), Names.of(group))
          : null;
    }
    return Runtime.version().feature() < 19 && destroyed(group)
        ? "destroyed the empty thread group %s".formatted(Names.of(group))
        : null;
  }

  private static @Nullable ThreadGroup above(ThreadGroup group, Departed departed)
      throws NoSuchFieldException {
    ThreadGroup next = group;
    while (next != null && departed.owns(next)) {
      next = (ThreadGroup) Raw.field(ThreadGroup.class, "parent").get(next);
    }
    return next;
  }

  private static boolean destroyed(ThreadGroup group) throws Exception {
    try {
      Members.call(ThreadGroup.class, "destroy", group);
      return true;
    } catch (IllegalThreadStateException notEmpty) {
      return false;
    }
  }
}
