package dev.pluginswap.runtime;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The class of the handles of one service type: which types can have one, and how it is loaded. */
final class HandleClass {

  /** In front of the type's name; no such package exists. */
  private static final String PREFIX = "dev.pluginswap.handle.";

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

  /** Whether a class is that of handles. */
  static boolean isOne(Class<?> type) {
    return type.getClassLoader() instanceof Loader;
  }

  /**
   * Generates and loads the class for a type.
   *
   * @return its constructor, of one {@link HandleTarget}
   * @throws IllegalArgumentException if there can be no handle of the type
   */
  static Constructor<?> define(Class<?> type) {
    String complaint = complaint(type);
    if (complaint != null) {
      throw new IllegalArgumentException(complaint);
    }
    String name = PREFIX + type.getName();
    Class<?> handle;
    try {
      handle = new Loader(type).define(name, HandleCode.generate(name, type));
    } catch (LinkageError | TypeNotPresentException e) {
      throw new IllegalArgumentException(
          "no handle of %s can be made: its methods name a type that %s cannot load: %s"
              .formatted(type.getName(), type.getClassLoader(), e.getMessage()),
          e);
    }
    if (!type.isAssignableFrom(handle)) {
      throw new IllegalArgumentException(
          "no handle of %s can be made: its loader %s answers another class for that name"
              .formatted(type.getName(), type.getClassLoader()));
    }
    try {
      return handle.getConstructor(HandleTarget.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a handle class without its constructor: " + name, e);
    }
  }

  /**
   * Sees what the type's own loader sees, so that both mean the same by every name in the type's
   * methods, and {@link HandleTarget}, which is the agent's and hidden from that loader.
   */
  private static final class Loader extends ClassLoader {

    static {
      registerAsParallelCapable();
    }

    Loader(Class<?> type) {
      super(
          "plugin-swap-handle",
          type.getClassLoader() == null
              ? ClassLoader.getPlatformClassLoader()
              : type.getClassLoader());
    }

    Class<?> define(String name, byte[] code) {
      return defineClass(name, code, 0, code.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(HandleTarget.class.getName())
          ? HandleTarget.class
          : super.loadClass(name, resolve);
    }
  }
}
