package dev.pluginswap.unload.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * A path in words: {@code static com.acme.Registry.listeners → ArrayList[3] →
 * com.acme.greeter.Impl}.
 *
 * <p>It begins at the last static field on it, since how a class is reached says nothing; and the
 * insides of the JDK's collections and of thread locals are left out.
 */
final class PathText {

  private static final String ARROW = " → ";

  /** A path of more parts loses those in the middle. */
  private static final int MOST_PARTS = 12;

  private static final int KEPT_AT_EACH_END = 5;

  private static final String THREAD_LOCAL_MAP = "java.lang.ThreadLocal$ThreadLocalMap";

  private final List<Hop> hops;
  private final List<String> parts = new ArrayList<>();

  private PathText(List<Hop> hops) {
    this.hops = hops;
  }

  /**
   * The words.
   *
   * @param root what the JVM starts at; empty if the first hop says it, as a thread does
   * @param hops from there to the last object that is not the plugin's; may be empty
   * @param target the plugin's object
   */
  static String of(String root, List<Hop> hops, Hop target) {
    PathText text = new PathText(hops);
    int first = 0;
    for (int i = 0; i < hops.size(); i++) {
      if (hops.get(i).link() instanceof Link.Static) {
        first = i;
      }
    }
    if (!root.isEmpty() && !text.startsAtStatic(first)) {
      text.parts.add(root);
    }
    for (int i = first; i < hops.size(); ) {
      i = text.add(i);
    }
    text.parts.add(target.words());
    return TypeNames.oneLine(String.join(ARROW, shortened(repeated(text.parts))));
  }

  private boolean startsAtStatic(int first) {
    return first < hops.size() && hops.get(first).link() instanceof Link.Static;
  }

  /** Adds the part that begins at a hop; answers where the next one begins. */
  private int add(int from) {
    Hop hop = hops.get(from);
    if (hop.link() instanceof Link.Static field) {
      boolean constants = field.name().equals("<resolved_references>");
      parts.add(constants ? "code of " + hop.words() : "static " + hop.type() + "." + field.name());
      return from + 1;
    }
    if (hop.kind() == Hop.Kind.THREAD
        && hop.link() instanceof Link.Field field
        && isThreadLocals(from + 1)) {
      String inherited = field.name().startsWith("inheritable") ? "inheritable " : "";
      parts.add(hop.words() + ": " + inherited + "thread local");
      int next = from + 1;
      while (isThreadLocals(next)) {
        next++;
      }
      return next;
    }
    if (hop.kind() == Hop.Kind.OBJECT && JdkCollections.isCollection(hop.type())) {
      int next = JdkCollections.endOfInsides(hops, from);
      parts.add(JdkCollections.words(hops.subList(from, next)));
      return next;
    }
    parts.add(plain(hop));
    return from + 1;
  }

  private boolean isThreadLocals(int at) {
    return at < hops.size() && hops.get(at).type().startsWith(THREAD_LOCAL_MAP);
  }

  private static String plain(Hop hop) {
    if (hop.link() instanceof Link.Field field) {
      return hop.words() + "." + field.name();
    }
    if (hop.link() instanceof Link.Element element && hop.type().endsWith("[]")) {
      String elements = hop.type().substring(0, hop.type().length() - 2);
      return elements + "[" + element.position() + "]";
    }
    return hop.words();
  }

  /** {@code Node.next → Node.next → Node.next} as {@code Node.next (3 times)}. */
  private static List<String> repeated(List<String> parts) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < parts.size(); ) {
      int end = i + 1;
      while (end < parts.size() && parts.get(end).equals(parts.get(i))) {
        end++;
      }
      String times = end - i == 1 ? "" : " (%d times)".formatted(end - i);
      result.add(parts.get(i) + times);
      i = end;
    }
    return result;
  }

  private static List<String> shortened(List<String> parts) {
    if (parts.size() <= MOST_PARTS) {
      return parts;
    }
    List<String> result = new ArrayList<>(parts.subList(0, KEPT_AT_EACH_END));
    result.add("… %d more …".formatted(parts.size() - 2 * KEPT_AT_EACH_END));
    result.addAll(parts.subList(parts.size() - KEPT_AT_EACH_END, parts.size()));
    return result;
  }
}
