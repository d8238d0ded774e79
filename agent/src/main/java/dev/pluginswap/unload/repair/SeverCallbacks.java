package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.net.CookiePolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks of the plugin that objects of others keep beside their collections. Each goes by its
 * owner's own method, or becomes what it is when nobody has set it.
 */
final class SeverCallbacks implements EdgeRepair {

  private static final String JUC = "java.util.concurrent.";

  private static final List<Callback> KNOWN =
      List.of(
          new NotificationCallbacks(),
          new HttpFilters(),
          new EventBusSubscribers(),
          new BeanListeners(
              "java.beans.PropertyChangeSupport",
              "getPropertyChangeListeners",
              "removePropertyChangeListener"),
          new BeanListeners(
              "java.beans.VetoableChangeSupport",
              "getVetoableChangeListeners",
              "removeVetoableChangeListener"),
          new LogParameters(),
          new FieldCallback(
              "java.net.CookieManager",
              "policyCallback",
              "policy",
              () -> CookiePolicy.ACCEPT_ORIGINAL_SERVER),
          new FieldCallback(
              JUC + "ThreadPoolExecutor",
              "handler",
              "rejection handler",
              ThreadPoolExecutor.AbortPolicy::new),
          new FieldCallback(
              JUC + "CompletableFuture",
              "result",
              "result",
              () -> Raw.readStatic(CompletableFuture.class, "NIL")), // completed with null
          new FieldCallback(
              "java.util.logging.Logger",
              "loggerBundle",
              "resource bundle",
              () -> Raw.readStatic(Logger.class, "NO_RESOURCE_BUNDLE")));

  @Override
  public String name() {
    return "sever-callbacks";
  }

  @Override
  public String meaning() {
    return "filters, handlers, policies, results and the like of the plugin that objects of others"
        + " keep become what they are when nobody has set them";
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    for (Callback callback : KNOWN) {
      String said = callback.sever(edge, departed);
      if (said != null) {
        return said;
      }
    }
    return null;
  }
}
