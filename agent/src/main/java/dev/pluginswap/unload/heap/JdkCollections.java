package dev.pluginswap.unload.heap;

import java.util.List;
import java.util.Set;

/** The collections of {@code java.util}, whose insides nobody wants to see in a path. */
final class JdkCollections {

  private static final String PACKAGE = "java.util.";

  /** How the simple names of the collections end. */
  private static final Set<String> ENDINGS =
      Set.of(
          "List", "Map", "Set", "Deque", "Queue", "Vector", "Stack", "Hashtable", "Properties",
          "Collection", "ListN", "List12", "SetN", "Set12", "MapN", "Map1");

  /** Of these, what has an order: where an array is inside, its place is told. */
  private static final Set<String> SEQUENCES =
      Set.of("List", "Deque", "Queue", "Vector", "Stack", "ListN");

  /** By which fields a collection refers to another one that is its content. */
  private static final Set<String> CONTENTS =
      Set.of("m", "sm", "map", "c", "list", "al", "q", "s", "ss");

  private JdkCollections() {}

  /** Whether a class is one of them, as {@code java.util.HashMap}. */
  static boolean isCollection(String type) {
    return type.startsWith(PACKAGE) && !type.endsWith("[]") && endsWithOneOf(type, ENDINGS);
  }

  /** The index of the first hop that is not inside of the collection that a hop is. */
  static int endOfInsides(List<Hop> hops, int collection) {
    int next = collection + 1;
    while (next < hops.size() && isInside(hops.get(next - 1), hops.get(next))) {
      next++;
    }
    return next;
  }

  private static boolean isInside(Hop outer, Hop hop) {
    String type = hop.type();
    if (isCollection(type)) {
      return isCollection(outer.type())
          && outer.link() instanceof Link.Field field
          && CONTENTS.contains(field.name());
    }
    if (type.equals("java.lang.Object[]")) {
      return isCollection(outer.type()) && outer.link() instanceof Link.Field;
    }
    // A value may be of a class of java.util too; what is inside is reached by other fields.
    return type.startsWith(PACKAGE)
        && type.contains("$")
        && !(outer.link() instanceof Link.Field field && field.name().equals("value"));
  }

  /** {@code ArrayList[3]}, {@code HashMap{…}}: a collection, followed by what is inside of it. */
  static String words(List<Hop> hops) {
    String type = hops.get(0).type();
    boolean array = hops.size() == 2 && hops.get(1).type().equals("java.lang.Object[]");
    String place =
        array
                && endsWithOneOf(type, SEQUENCES)
                && hops.get(1).link() instanceof Link.Element element
            ? "[" + element.position() + "]"
            : "{…}";
    return TypeNames.simple(type) + place;
  }

  private static boolean endsWithOneOf(String type, Set<String> endings) {
    String simple = TypeNames.simple(type);
    return endings.stream().anyMatch(simple::endsWith);
  }
}
