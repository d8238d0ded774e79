package dev.pluginswap.unload.walk;

import java.util.List;
import java.util.Objects;

/**
 * A reference from an object that is not the plugin's to one that is, and the shortest way there.
 *
 * @param path from a root to the reference itself, which is the last step; none of the holders on
 *     it is the plugin's
 * @param owned what is referred to: the plugin's loader, a class or an object of it
 */
public record Edge(List<Step> path, Object owned) {

  /** Copies the list. */
  public Edge {
    path = List.copyOf(path);
  }

  /** The reference itself. */
  public Step last() {
    return path.get(path.size() - 1);
  }

  /**
   * The object that refers to the plugin; itself a root only where a walk began with the plugin.
   */
  public Object holder() {
    Object holder = last().holder();
    return holder == null ? owned : holder;
  }

  /** Whether the reference is still there: somebody may have taken it away since. */
  public boolean isStillThere() {
    Step last = last();
    Object holder = last.holder();
    if (holder == null) {
      return true;
    }
    if (last.link() instanceof Link.Field by) {
      return by.field().get(holder) == owned;
    }
    if (last.link() instanceof Link.Element element && holder instanceof Object[] array) {
      return array[element.index()] == owned;
    }
    return true;
  }

  /**
   * The object that the i-th step leads to: the holder of the next one, or at the end {@link
   * #owned}.
   */
  public Object reached(int i) {
    return i + 1 < path.size() ? Objects.requireNonNull(path.get(i + 1).holder()) : owned;
  }

  /**
   * In words: {@code static com.acme.Registry.listeners → ArrayList[3] → com.acme.greeter.Impl}.
   */
  @Override
  public String toString() {
    return new PathText(this).text();
  }
}
