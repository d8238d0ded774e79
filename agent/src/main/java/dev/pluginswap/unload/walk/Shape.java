package dev.pluginswap.unload.walk;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a walk does with the instances of one class. */
final class Shape {

  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String[].class);

  private static final long[] NO_OFFSETS = {};
  private static final int[] NO_LINKS = {};

  /** Whether the instances are the plugin's. */
  final boolean isOwned;

  /** Whether they refer to nothing that matters. */
  final boolean isLeaf;

  /** Of the references that are followed. */
  final long[] offsets;

  /** What {@link Links} calls these fields. */
  final int[] links;

  /** Whether the walk has gone from an instance to the class itself. */
  boolean classWasMet;

  private Shape(boolean isOwned, boolean isLeaf, long[] offsets, int[] links) {
    this.isOwned = isOwned;
    this.isLeaf = isLeaf;
    this.offsets = offsets;
    this.links = links;
  }

  /** The shape of the instances of a class. */
  static Shape of(Class<?> type, Departed departed, Links links) {
    if (departed.ownsClass(type)) {
      return new Shape(true, true, NO_OFFSETS, NO_LINKS);
    }
    if (isLeaf(type)) {
      return new Shape(false, true, NO_OFFSETS, NO_LINKS);
    }
    List<FieldRef> fields = new ArrayList<>();
    for (Class<?> next = type; next != null && !type.isArray(); next = next.getSuperclass()) {
      for (FieldRef field : Raw.declared(next, false)) {
        if (isFollowed(type, field)) {
          fields.add(field);
        }
      }
    }
    return new Shape(
        false,
        false,
        fields.stream().mapToLong(FieldRef::offset).toArray(),
        fields.stream().mapToInt(links::of).toArray());
  }

  /** Of what cannot be looked into. */
  static Shape unknown() {
    return new Shape(false, true, NO_OFFSETS, NO_LINKS);
  }

  private static boolean isLeaf(Class<?> type) {
    return LEAVES.contains(type)
        || (type.isArray() && type.getComponentType().isPrimitive())
        || type == Departed.class
        || type == ObjectTable.class;
  }

  /** Softly reachable is reachable until memory is short; anything weaker is not. */
  private static boolean isFollowed(Class<?> type, FieldRef field) {
    if (field.declaring() != Reference.class) {
      return true;
    }
    return switch (field.name()) {
      case "referent" -> SoftReference.class.isAssignableFrom(type);
      case "discovered" -> false; // the collector's own
      default -> true;
    };
  }
}
