package dev.pluginswap.unload.walk;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's class loader that should be garbage, and what is the plugin's own.
 *
 * <p>Holds the loader: nobody may keep one of these longer than a sweep or a walk takes, and no
 * walk looks into one. For use by one thread.
 */
public final class Departed {

  private final String label;
  private final ClassLoader loader;

  /** Answers of {@link #ownsLoader}, which is asked for each class that a walk meets. */
  private final IdentityHashMap<ClassLoader, Boolean> known = new IdentityHashMap<>();

  /**
   * @param label for persons, such as {@code greeter@1.2.0#7}
   */
  public Departed(String label, ClassLoader loader) {
    this.label = label;
    this.loader = loader;
  }

  /** For persons, such as {@code greeter@1.2.0#7}. */
  public String label() {
    return label;
  }

  /** The loader that should be garbage. */
  public ClassLoader loader() {
    return loader;
  }

  /** What may stand in the loader's place where somebody captured it: the workspace's loader. */
  public ClassLoader successor() {
    ClassLoader parent = loader.getParent();
    return parent == null ? ClassLoader.getSystemClassLoader() : parent;
  }

  /**
   * Whether this is the plugin's: its loader, a loader below that or of a class of the plugin, a
   * class or a module of those, or an instance of such a class, arrays of them included.
   */
  public boolean owns(@Nullable Object object) {
    if (object == null) {
      return false;
    }
    if (object instanceof ClassLoader own) {
      return ownsLoader(own);
    }
    if (object instanceof Class<?> type) {
      return ownsClass(type);
    }
    if (object instanceof Module module) {
      return ownsLoader(module.getClassLoader());
    }
    return ownsClass(object.getClass());
  }

  /** Whether a class was loaded by the plugin. */
  public boolean ownsClass(Class<?> type) {
    return ownsLoader(type.getClassLoader());
  }

  /** As {@link #owns}, of a loader; null is the boot loader. */
  public boolean ownsLoader(@Nullable ClassLoader asked) {
    if (asked == null) {
      return false;
    }
    Boolean answer = known.get(asked);
    if (answer == null) {
      answer = isBelow(asked);
      known.put(asked, answer);
    }
    return answer;
  }

  private boolean isBelow(ClassLoader asked) {
    for (ClassLoader next = asked; next != null; next = next.getParent()) {
      if (next == loader || next.getClass().getClassLoader() == loader) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return label;
  }
}
