package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Walk;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the JDK that took the plugin's loader over, as the context class loader of whoever
 * happened to make them, get the workspace's. Where a loader says what an object is, as in a class,
 * a module or a protection domain, it stays.
 */
final class CapturedLoaders implements EdgeRepair {

  @Override
  public String name() {
    return "captured-loaders";
  }

  @Override
  public String meaning() {
    return "context class loaders that objects of the JDK have captured become the workspace's";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    FieldRef field = edge.last().field();
    if (field == null
        || field.isStatic()
        || field.type() != ClassLoader.class
        || !Jdk.has(field.declaring())
        || isIdentity(field.declaring(), edge.holder())
        || !(edge.owned() instanceof ClassLoader captured)) {
      return null;
    }
    if (!field.replace(edge.holder(), captured, departed.successor())) {
      return null;
    }
    return "gave %s the workspace's class loader at %s"
        .formatted(field, edge.where(edge.path().size() - 1));
  }

  private static boolean isIdentity(Class<?> declaring, Object holder) {
    String name = declaring.getName();
    return holder instanceof ClassLoader
        || holder instanceof ProtectionDomain
        || name.startsWith("jdk.internal.loader.")
        || name.startsWith("java.lang.module.")
        || name.startsWith("java.lang.reflect.")
        || (name.startsWith("java.lang.") && declaring != Thread.class);
  }
}
