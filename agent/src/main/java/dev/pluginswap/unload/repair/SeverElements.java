package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Step;
import dev.pluginswap.unload.walk.Walk;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Elements, keys and values in the application's collections that are the plugin's own go, each
 * alone, by the collection's own methods and under its monitor. What only reaches the plugin stays,
 * and so does all of a collection that cannot be modified.
 */
final class SeverElements implements EdgeRepair {

  @Override
  public String name() {
    return "sever-elements";
  }

  @Override
  public String meaning() {
    return "objects of the plugin are removed from collections and maps of the application";
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) {
    int at = edge.lastOf(SeverElements::isCollection);
    if (at < 0 || Elements.step(edge, at) != edge.path().size() - 1) {
      return null;
    }
    int outer = at;
    while (outer > 1 && isView(edge.path().get(outer - 1))) {
      outer--;
    }
    for (int i = outer; i <= at; i++) {
      Object collection = edge.holder(i);
      String type = Names.simple(collection.getClass());
      if (type.startsWith("Collections$Unmodifiable")) {
        return null;
      }
      if (isCollection(edge.path().get(i)) && remove(collection, departed)) {
        return "took %s out of %s at %s".formatted(Names.of(edge.owned()), type, edge.where(i));
      }
    }
    return null;
  }

  /** All at once: in a list the places of the others change with the first. */
  private static boolean remove(Object collection, Departed departed) {
    synchronized (collection) {
      return Elements.remove(collection, departed::owns);
    }
  }

  private static boolean isCollection(Step step) {
    return step.holder() instanceof Collection<?> || step.holder() instanceof Map<?, ?>;
  }

  /** Whether it is a collection around another one: the outer one has the lock, or lets nobody. */
  private static boolean isView(Step step) {
    return isCollection(step)
        && step.link() instanceof Link.Field
        && step.holder() != null
        && step.holder().getClass().getName().startsWith("java.util.");
  }
}
