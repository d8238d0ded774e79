package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Step;
import dev.pluginswap.unload.walk.Walk;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Elements of the plugin in collections that the JDK itself keeps in a static field are removed:
 * listeners, registrations and caches. An element of the JDK that is around the plugin's object and
 * nothing else goes with it. All others stay.
 */
final class JdkCollections implements EdgeRepair {

  @Override
  public String name() {
    return "jdk-collections";
  }

  @Override
  public String meaning() {
    return "elements of the plugin are removed from collections that the JDK keeps";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int root = edge.lastOf(JdkCollections::isStatic);
    int at = edge.lastOf(JdkCollections::isCollection);
    if (root < 0 || at <= root || !isTheJdks(edge, root, at)) {
      return null;
    }
    Object collection = edge.holder(at);
    int element = Elements.step(edge, at);
    if (element < 0 || !isThePlugins(edge, element, departed)) {
      return null;
    }
    Object own = edge.reached(element);
    Object lock = lock(edge, root, at);
    synchronized (lock) {
      synchronized (collection) {
        if (!Elements.remove(collection, next -> next == own || departed.owns(next))) {
          return null;
        }
      }
    }
    return "took %s out of %s at %s"
        .formatted(Names.of(edge.owned()), Names.simple(collection.getClass()), edge.where(at));
  }

  private static boolean isStatic(Step step) {
    FieldRef field = step.field();
    return field != null && field.isStatic();
  }

  private static boolean isCollection(Step step) {
    return step.holder() instanceof Collection<?> || step.holder() instanceof Map<?, ?>;
  }

  /** Whether a static field of the JDK leads to the collection through nothing but the JDK. */
  private static boolean isTheJdks(Edge edge, int root, int at) {
    FieldRef field = edge.path().get(root).field();
    if (field == null || !Jdk.has(field.declaring())) {
      return false;
    }
    for (int i = root + 1; i <= at; i++) {
      Object holder = edge.holder(i);
      String type = holder.getClass().getName();
      if (!Jdk.has(holder.getClass())
          || Jdk.isIndependent(holder)
          || type.startsWith("com.sun.jmx.mbeanserver.")) { // to be unregistered, not forgotten
        return false;
      }
    }
    return true;
  }

  private static boolean isThePlugins(Edge edge, int element, Departed departed) {
    return element == edge.path().size() - 1 || Jdk.leadsToThePluginAlone(edge, element, departed);
  }

  /**
   * What the JDK locks where that is not the collection: the class, in static synchronized methods.
   */
  private static Object lock(Edge edge, int root, int at) {
    FieldRef field = edge.path().get(root).field();
    if (field != null && at == root + 1) {
      String type = field.declaring().getName();
      if (type.equals("java.lang.ApplicationShutdownHooks")
          || type.equals("jdk.jfr.internal.PlatformRecorder")) {
        return field.declaring();
      }
    }
    return edge.holder(at);
  }
}
