package dev.pluginswap.unload.walk;

import org.jspecify.annotations.Nullable;

/** What objects are called where persons read it. */
public final class Names {

  private Names() {}

  /** A class by its name, a thread and a loader by their own, any other object by its class. */
  public static String of(@Nullable Object object) {
    if (object instanceof Class<?> type) {
      return "class " + type(type);
    }
    if (object instanceof Thread thread) {
      return "thread \"" + thread.getName() + '"';
    }
    if (object instanceof ClassLoader loader && loader.getName() != null) {
      return "class loader " + loader.getName();
    }
    if (object instanceof Module module && module.isNamed()) {
      return "module " + module.getName();
    }
    return object == null ? "null" : type(object.getClass());
  }

  /**
   * A class: by its simple name if it is of {@code java.util} and below; a lambda by the class that
   * it was written in.
   */
  public static String simple(Class<?> type) {
    String name = type(type);
    return name.startsWith("java.util.") ? name.substring(name.lastIndexOf('.') + 1) : name;
  }

  private static String type(Class<?> type) {
    if (type.isArray()) {
      return type(type.getComponentType()) + "[]";
    }
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda > 0 ? "lambda of " + name.substring(0, lambda) : name;
  }
}
