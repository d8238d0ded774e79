package dev.pluginswap.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * A static method without arguments that gives back what a library inside the plugin holds.
 *
 * @param name class and method: {@code com.acme.shaded.Pool.shutdownNow}
 */
record UnloadMethod(String name) {

  /**
   * Calls it, whatever its visibility; throws what it throws. Does nothing if the plugin has not
   * loaded the class: then there is nothing to give back.
   */
  void call(PluginClassLoader loader) throws Throwable {
    int dot = name.lastIndexOf('.');
    if (dot <= 0) {
      throw new IllegalArgumentException("'" + name + "' is not a class and a method");
    }
    Class<?> type = loader.loadedOwn(name.substring(0, dot));
    if (type == null) {
      return;
    }
    Method method = type.getDeclaredMethod(name.substring(dot + 1));
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new IllegalArgumentException(name + " is not static");
    }
    method.setAccessible(true);
    Instances.call(method);
  }
}
