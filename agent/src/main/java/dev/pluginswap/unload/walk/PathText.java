package dev.pluginswap.unload.walk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Edge} in words: {@code static com.acme.Registry.listeners → ArrayList[3] →
 * com.acme.greeter.Impl}. What collections and thread locals are made of inside is left out.
 */
final class PathText {

  private static final String ARROW = " → ";
  private static final String LOCALS = "java.lang.ThreadLocal$ThreadLocalMap";

  private final Edge edge;

  PathText(Edge edge) {
    this.edge = edge;
  }

  /** All of it. */
  String text() {
    List<String> words = words(edge.path().size());
    words.add(Names.of(edge.owned()));
    return String.join(ARROW, words);
  }

  /** The way to the holder of the i-th step. */
  String where(int i) {
    List<String> words = words(i);
    return words.isEmpty() ? Names.of(edge.holder(i)) : String.join(ARROW, words);
  }

  /** Where the way begins. */
  String beginning() {
    List<String> words = words(edge.path().size());
    return words.isEmpty() ? Names.of(edge.owned()) : words.get(0);
  }

  private List<String> words(int steps) {
    List<String> words = new ArrayList<>();
    List<Step> path = edge.path();
    for (int i = 0; i < steps; i++) {
      Step step = path.get(i);
      String said = said(step, i == 0 ? null : path.get(i - 1), edge.reached(i));
      if (!said.isEmpty()) {
        words.add(said);
      }
    }
    return words;
  }

  private static String said(Step step, @Nullable Step before, Object next) {
    if (step.link() instanceof Link.Root root) {
      return root.words();
    }
    FieldRef field = step.field();
    if (field != null) {
      return isOneOfAChain(step, field, next) ? "" : ofField(step, field);
    }
    if (step.link() instanceof Link.Element element) {
      return ofElement(before, element.index(), step.holder());
    }
    return next instanceof ClassLoader || step.holder() instanceof Class<?>
        ? Names.of(step.holder())
        : "";
  }

  /** From one node of a linked list to the next. */
  private static boolean isOneOfAChain(Step step, FieldRef field, Object next) {
    return step.holder() != null
        && step.holder().getClass() == next.getClass()
        && (field.name().equals("next") || field.name().equals("prev"));
  }

  private static String ofField(Step step, FieldRef field) {
    if (field.isStatic()) {
      return "static " + field;
    }
    if (isInsideOfThreadLocals(field)) {
      return field.is(LOCALS + "$Entry", "value") ? "thread local" : "";
    }
    if (isInsideOfCollection(field)) {
      return ofCollection(field);
    }
    Object holder = step.holder();
    if (holder == null || holder instanceof Class<?>) {
      return field.toString();
    }
    String owner = Names.simple(holder.getClass());
    return field.name().startsWith("arg$") && holder.getClass().isHidden()
        ? owner + " capturing"
        : owner + '.' + field.name();
  }

  private static boolean isInsideOfThreadLocals(FieldRef field) {
    return field.declaring().getName().startsWith(LOCALS)
        || (field.declaring() == Thread.class
            && (field.name().equals("threadLocals")
                || field.name().equals("inheritableThreadLocals")));
  }

  /** Tables, nodes and entries of java.util: named by the collection that they are a part of. */
  private static boolean isInsideOfCollection(FieldRef field) {
    String type = field.declaring().getName();
    return type.startsWith("java.util.")
        && !type.startsWith("java.util.logging.")
        && !type.startsWith("java.util.concurrent.atomic.")
        && !type.startsWith("java.util.prefs.");
  }

  private static String ofCollection(FieldRef field) {
    String type = field.declaring().getName();
    if (type.startsWith("java.util.concurrent.CompletableFuture")) {
      return ofFuture(field);
    }
    if (type.startsWith("java.util.ImmutableCollections$")) {
      return ofImmutable(field);
    }
    boolean isMap = type.endsWith("Map") || type.endsWith("table");
    return switch (field.name()) {
      case "elementData", "array", "queue", "items", "elements", "a" ->
          ""; // the array's step says it, with the index
      case "table", "segments" -> isMap ? Names.simple(field.declaring()) + "{…}" : "";
      case "map", "m" -> Names.simple(field.declaring());
      case "next", "left", "right", "parent", "before", "after", "prev" -> "";
      case "key" -> "key";
      case "value", "val" -> "value";
      case "item" -> "element";
      case "root", "head", "first", "tail", "last" -> Names.simple(field.declaring());
      default -> Names.simple(field.declaring()) + '.' + field.name();
    };
  }

  /** The stages that wait for a future lie on a stack, each by its function. */
  private static String ofFuture(FieldRef field) {
    return switch (field.name()) {
      case "stack" -> "CompletableFuture";
      case "next", "dep", "src", "snd", "base" -> "";
      case "fn" -> "stage";
      default -> Names.simple(field.declaring()) + '.' + field.name();
    };
  }

  private static String ofImmutable(FieldRef field) {
    String kind = Names.simple(field.declaring());
    return switch (field.name()) {
      case "e0" -> kind.equals("List") ? "List[0]" : kind;
      case "e1" -> kind.equals("List") ? "List[1]" : kind;
      case "k0" -> "Map{…} → key";
      case "v0" -> "Map{…} → value";
      case "table" -> "Map{…}";
      case "elements" -> kind.equals("List") ? "" : kind;
      default -> kind + '.' + field.name();
    };
  }

  private static String ofElement(@Nullable Step before, int index, @Nullable Object array) {
    FieldRef by = before == null ? null : before.field();
    if (by != null && isInsideOfThreadLocals(by)) {
      return "";
    }
    if (by != null && !by.isStatic() && isInsideOfCollection(by)) {
      return ofCollection(by).isEmpty() ? Names.simple(by.declaring()) + '[' + index + ']' : "";
    }
    return by == null && array != null ? Names.of(array) + '[' + index + ']' : "[" + index + ']';
  }
}
