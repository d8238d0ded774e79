package dev.pluginswap.unload.walk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Edge} in words: {@code static com.acme.Registry.listeners → ArrayList[3] →
 * com.acme.greeter.Impl}. What collections are made of inside is left out.
 */
final class PathText {

  private static final String ARROW = " → ";

  private final Edge edge;
  private final List<String> words = new ArrayList<>();

  PathText(Edge edge) {
    this.edge = edge;
  }

  String text() {
    List<Step> path = edge.path();
    for (int i = 0; i < path.size(); i++) {
      Step step = path.get(i);
      String said = said(step, i == 0 ? null : path.get(i - 1), edge.reached(i));
      if (!said.isEmpty()) {
        words.add(said);
      }
    }
    words.add(name(edge.owned()));
    return String.join(ARROW, words);
  }

  private static String said(Step step, @Nullable Step before, Object next) {
    if (step.link() instanceof Link.Root root) {
      return root.words();
    }
    FieldRef field = step.field();
    if (field != null) {
      return ofField(step, field);
    }
    if (step.link() instanceof Link.Element element) {
      return ofElement(before, element.index(), step.holder());
    }
    return next instanceof ClassLoader || step.holder() instanceof Class<?>
        ? name(step.holder())
        : "";
  }

  private static String ofField(Step step, FieldRef field) {
    if (field.isStatic()) {
      return "static " + field;
    }
    if (isInsideOfCollection(field)) {
      return ofCollection(field);
    }
    Object holder = step.holder();
    String owner =
        holder == null || holder instanceof Class<?>
            ? field.declaring().getName()
            : simple(holder.getClass());
    return owner + '.' + field.name();
  }

  /** Tables, nodes and entries of java.util: named by the collection that they are a part of. */
  private static boolean isInsideOfCollection(FieldRef field) {
    return field.declaring().getName().startsWith("java.util.")
        && !field.declaring().getName().startsWith("java.util.logging.");
  }

  private static String ofCollection(FieldRef field) {
    String type = field.declaring().getName();
    boolean isMap = type.endsWith("Map") || type.endsWith("table");
    return switch (field.name()) {
      case "elementData", "array", "queue", "items", "elements", "a" ->
          ""; // the array's step says it, with the index
      case "table", "segments" -> isMap ? simple(field.declaring()) + "{…}" : "";
      case "map", "m" -> simple(field.declaring());
      case "next", "left", "right", "parent", "before", "after", "prev" -> "";
      case "key" -> "key";
      case "value", "val" -> "value";
      case "item" -> "element";
      case "root", "head", "first", "tail", "last" -> simple(field.declaring());
      default -> simple(field.declaring()) + '.' + field.name();
    };
  }

  private static String ofElement(@Nullable Step before, int index, @Nullable Object array) {
    FieldRef by = before == null ? null : before.field();
    if (by != null && !by.isStatic() && isInsideOfCollection(by)) {
      return ofCollection(by).isEmpty() ? simple(by.declaring()) + '[' + index + ']' : "";
    }
    return by == null && array != null ? name(array) + '[' + index + ']' : "[" + index + ']';
  }

  /** How an object is called: a class by its name, a thread by its own, others by their class. */
  private static String name(@Nullable Object object) {
    if (object instanceof Class<?> type) {
      return "class " + type.getName();
    }
    if (object instanceof Thread thread) {
      return "thread \"" + thread.getName() + '"';
    }
    if (object instanceof ClassLoader loader && loader.getName() != null) {
      return "class loader " + loader.getName();
    }
    return object == null ? "null" : object.getClass().getTypeName();
  }

  private static String simple(Class<?> type) {
    String name = type.getTypeName();
    return name.startsWith("java.util.") ? name.substring(name.lastIndexOf('.') + 1) : name;
  }
}
