package dev.pluginswap.runtime;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Makes instances of a plugin's classes. Runs the plugin's code: only called in a hook. */
final class Instances {

  private Instances() {}

  /** By the public constructor without arguments; throws what that throws. */
  static Object construct(Class<?> type) throws Throwable {
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new IllegalAccessException(type.getName() + " is not public");
    }
    Constructor<?> constructor;
    try {
      constructor = type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new InstantiationException(
          type.getName() + " has no public constructor without arguments");
    }
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** Calls a static method without arguments; throws what that throws. */
  static Object call(Method method) throws Throwable {
    try {
      return method.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
