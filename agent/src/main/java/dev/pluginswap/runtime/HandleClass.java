package dev.pluginswap.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The class of a handle: which types can have one, and how it is loaded. */
final class HandleClass {

  private HandleClass() {}

  /** Why there can be no handle of a type; null if there can. */
  static @Nullable String complaint(Class<?> type) {
    String name = type.getName();
    if (type.isAnnotation()) {
      return name + " is an annotation type; only public interfaces can be services";
    }
    if (!type.isInterface()) {
      return name + " is a class; only public interfaces can be services";
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      return name + " is not public; only public interfaces can be services";
    }
    if (type.isSealed()) {
      return name + " is sealed; a handle would be one more implementation than it permits";
    }
    if (type.isHidden()) {
      return name + " is a hidden class, which nobody can name";
    }
    if (type.getModule().isNamed() && !type.getModule().isExported(type.getPackageName())) {
      return "%s is in a package that %s does not export".formatted(name, type.getModule());
    }
    return null;
  }

  /**
   * Makes a handle, of a class of its own.
   *
   * @throws IllegalArgumentException if there can be none of its type
   */
  static Object newHandle(HandleTarget target, Dispatch dispatch) {
    Class<?> type = target.type();
    String complaint = complaint(type);
    if (complaint != null) {
      throw new IllegalArgumentException(complaint);
    }
    String name = CallFrames.HANDLES + type.getName();
    byte[] code;
    try {
      code = HandleCode.generate(name, type, dispatch);
    } catch (LinkageError | TypeNotPresentException e) {
      throw new IllegalArgumentException(
          "no handle of %s can be made: its methods name a type that %s cannot load: %s"
              .formatted(type.getName(), type.getClassLoader(), e.getMessage()),
          e);
    }
    Class<?> handle =
        new GeneratedLoader("plugin-swap-handle", type, target).define(name, code, type);
    return instantiate(handle);
  }

  /** An instance of a generated class. */
  static Object instantiate(Class<?> generated) {
    try {
      return generated.getConstructor().newInstance();
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("a generated class that cannot be used: " + generated, e);
    }
  }
}
