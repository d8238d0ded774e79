package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What is the JDK's own. */
final class Jdk {

  /** Objects of the JDK that belong to somebody of their own, whatever they refer to. */
  private static final List<Class<?>> INDEPENDENT =
      List.of(
          Thread.class,
          ThreadGroup.class,
          Class.class,
          ClassLoader.class,
          Module.class,
          ModuleLayer.class,
          java.security.ProtectionDomain.class,
          Throwable.class,
          Collection.class,
          Map.class,
          Executor.class,
          CompletableFuture.class);

  private Jdk() {}

  /** Whether the class is of a module of the JDK, or an array of such. */
  static boolean has(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    ClassLoader loader = element.getClassLoader();
    return element.getModule().isNamed()
        && (loader == null || loader == ClassLoader.getPlatformClassLoader());
  }

  /**
   * Whether what the i-th step leads to is nothing but the plugin's: an object of the plugin, or
   * one of the JDK around that and around nothing of the application's. A captured class loader
   * makes nothing the plugin's.
   */
  static boolean leadsToThePluginAlone(Edge edge, int i, Departed departed) {
    if (edge.owned() instanceof ClassLoader || edge.owned() instanceof Module) {
      return false;
    }
    for (int next = i + 1; next < edge.path().size(); next++) {
      if (!isWrapper(edge.holder(next), departed)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWrapper(Object object, Departed departed) {
    return has(object.getClass())
        && INDEPENDENT.stream().noneMatch(type -> type.isInstance(object))
        && !isAroundOthers(object, departed);
  }

  private static boolean isAroundOthers(Object wrapper, Departed departed) {
    if (wrapper instanceof Object[]) {
      return true;
    }
    for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
      for (FieldRef field : Raw.declared(type, false)) {
        if (isTheApplications(field.get(wrapper), departed)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isTheApplications(@Nullable Object object, Departed departed) {
    return object != null && !departed.owns(object) && !has(object.getClass());
  }
}
