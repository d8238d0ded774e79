package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Edge;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What collections and maps hold, by identity. */
final class Elements {

  private Elements() {}

  /**
   * The step that leads to what a collection on the path has as its element, key or value; what it
   * is made of inside lies before. -1 if there is no such.
   *
   * @param at the step whose holder the collection is
   */
  static int step(Edge edge, int at) {
    Object collection = edge.holder(at);
    for (int i = at; i < edge.path().size(); i++) {
      if (has(collection, edge.reached(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean has(Object collection, Object asked) {
    if (collection instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (isOf(entry, asked)) {
          return true;
        }
      }
      return false;
    }
    for (Object element : (Collection<?>) collection) {
      if (element == asked) {
        return true;
      }
    }
    return false;
  }

  /**
   * Removes elements, or the entries whose key or value is one, by the collection's own means.
   *
   * @return whether there were any; false too if the collection is not to be modified
   */
  static boolean remove(Object collection, Predicate<@Nullable Object> isAsked) {
    Predicate<Map.Entry<?, ?>> isOf =
        entry -> isAsked.test(entry.getKey()) || isAsked.test(entry.getValue());
    try {
      return collection instanceof Map<?, ?> map
          ? map.entrySet().removeIf(isOf)
          : ((Collection<?>) collection).removeIf(isAsked);
    } catch (UnsupportedOperationException e) {
      return removeByIterator(collection, isAsked, isOf);
    }
  }

  /** For collections that have an iterator that removes, but no {@code removeIf}. */
  private static boolean removeByIterator(
      Object collection, Predicate<@Nullable Object> isAsked, Predicate<Map.Entry<?, ?>> isOf) {
    Iterator<?> all =
        collection instanceof Map<?, ?> map
            ? map.entrySet().iterator()
            : ((Collection<?>) collection).iterator();
    boolean isMap = collection instanceof Map<?, ?>;
    boolean isGone = false;
    try {
      while (all.hasNext()) {
        Object next = all.next();
        if (isMap ? isOf.test((Map.Entry<?, ?>) next) : isAsked.test(next)) {
          all.remove();
          isGone = true;
        }
      }
    } catch (UnsupportedOperationException e) {
      return isGone;
    }
    return isGone;
  }

  private static boolean isOf(Map.Entry<?, ?> entry, Object asked) {
    return entry.getKey() == asked || entry.getValue() == asked;
  }
}
