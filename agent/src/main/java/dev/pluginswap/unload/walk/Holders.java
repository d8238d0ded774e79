package dev.pluginswap.unload.walk;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Who refers to whom among the objects that a walk has met. */
final class Holders {

  /** Questions that are answered by looking; each costs a good part of a walk. */
  private static final int MOST_LOOKS = 48;

  private final ObjectTable met;
  private final Map<Class<?>, Shape> shapes;
  private int looks;

  Holders(ObjectTable met, Map<Class<?>, Shape> shapes) {
    this.met = met;
    this.shapes = shapes;
  }

  int size() {
    return met.size();
  }

  boolean contains(Object object) {
    return met.contains(object);
  }

  /** As {@link Walk#isHeldBesides}. */
  boolean isHeldBesides(Object object, Collection<?> known) {
    // Somebody holds what was met: if none of those known does, it is not worth a look who.
    if (met.contains(object) && known.stream().noneMatch(holder -> refers(holder, object))) {
      return true;
    }
    if (looks++ >= MOST_LOOKS) {
      return true;
    }
    Set<Object> left = Collections.newSetFromMap(new IdentityHashMap<>());
    left.addAll(known);
    for (int i = 0; i < met.size(); i++) {
      Object holder = met.object(i);
      if (holder != object && refers(holder, object) && !left.contains(holder)) {
        return true;
      }
    }
    return false;
  }

  private boolean refers(Object holder, Object object) {
    if (holder instanceof Object[] array) {
      for (Object element : array) {
        if (element == object) {
          return true;
        }
      }
      return false;
    }
    Shape shape = shapes.get(holder.getClass());
    if (shape != null) {
      for (long offset : shape.offsets) {
        if (Raw.get(holder, offset) == object) {
          return true;
        }
      }
    }
    return holder instanceof Class<?> type && !type.isArray() && refersByStatic(type, object);
  }

  private static boolean refersByStatic(Class<?> type, Object object) {
    if (!type.isPrimitive() && Raw.isInitialized(type)) {
      for (FieldRef field : Raw.declared(type, true)) {
        if (field.get(null) == object) {
          return true;
        }
      }
    }
    return false;
  }
}
