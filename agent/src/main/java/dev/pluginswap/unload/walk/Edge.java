package dev.pluginswap.unload.walk;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

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

  /** The last step that is asked for; -1 if there is none. */
  public int lastOf(Predicate<? super Step> asked) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (asked.test(path.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The holder of the i-th step, which is not the root. */
  public Object holder(int i) {
    return reached(i - 1);
  }

  /**
   * How the holder of the i-th step is reached, in words: {@code static com.acme.Bus.listeners}.
   */
  public String where(int i) {
    return new PathText(this).where(i);
  }

  /** Where the way begins, in words: {@code static com.acme.Bus.listeners}. */
  public String beginning() {
    return new PathText(this).beginning();
  }

  /**
   * In words: {@code static com.acme.Registry.listeners → ArrayList[3] → com.acme.greeter.Impl}.
   */
  @Override
  public String toString() {
    return new PathText(this).text();
  }
}
