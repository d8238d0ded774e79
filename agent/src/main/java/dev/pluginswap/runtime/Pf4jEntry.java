package dev.pluginswap.runtime;

import dev.pluginswap.api.Plugin;
import dev.pluginswap.api.PluginContext;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.Pf4j;
import dev.pluginswap.bundle.Pf4jKeys;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plugin for PF4J as an entry: started and stopped, through PF4J's classes as the plugin sees
 * them. There is no manager of plugins behind it; one that asks for it is told so. {@code delete}
 * is never called, since a version that is out of service may come back.
 */
final class Pf4jEntry implements Plugin {

  private static final String PACKAGE = "org.pf4j.";

  private final Object plugin;

  private Pf4jEntry(Object plugin) {
    this.plugin = plugin;
  }

  /**
   * Makes the plugin. Runs its code: only called in a hook.
   *
   * @param type a class that extends {@code org.pf4j.Plugin}
   */
  static Pf4jEntry construct(Class<?> type, Bundle bundle, ClassLoader loader) throws Throwable {
    Constructor<?> constructor =
        Pf4j.constructor(type)
            .orElseThrow(
                () ->
                    new InstantiationException(
                        type.getName()
                            + " is not a public class with a public constructor that takes a"
                            + " PluginWrapper or nothing"));
    try {
      return new Pf4jEntry(
          constructor.getParameterCount() == 0
              ? constructor.newInstance()
              : constructor.newInstance(wrapper(type, bundle, loader)));
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  @Override
  public void start(PluginContext context) throws Exception {
    call("start");
  }

  @Override
  public void stop() throws Exception {
    call("stop");
  }

  private void call(String hook) throws Exception {
    try {
      plugin.getClass().getMethod(hook).invoke(plugin);
    } catch (InvocationTargetException e) {
      if (e.getTargetException() instanceof Exception thrown) {
        throw thrown;
      }
      if (e.getTargetException() instanceof Error thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  private static Object wrapper(Class<?> type, Bundle bundle, ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    Class<?> manager = pf4j("PluginManager", loader);
    Class<?> descriptor = pf4j("PluginDescriptor", loader);
    return pf4j("PluginWrapper", loader)
        .getConstructor(manager, descriptor, Path.class, ClassLoader.class)
        .newInstance(noManager(manager), descriptor(type, bundle, loader), bundle.root(), loader);
  }

  private static Object descriptor(Class<?> type, Bundle bundle, ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    Manifest manifest = bundle.manifest();
    Optional<Pf4jKeys> keys = Pf4j.keys(bundle);
    return pf4j("DefaultPluginDescriptor", loader)
        .getConstructor(
            String.class,
            String.class,
            String.class,
            String.class,
            String.class,
            String.class,
            String.class)
        .newInstance(
            keys.map(Pf4jKeys::id).orElse(manifest.name()),
            keys.map(Pf4jKeys::description).orElse(""),
            type.getName(),
            keys.map(Pf4jKeys::version).filter(v -> !v.isEmpty()).orElse(manifest.version()),
            keys.map(Pf4jKeys::requires).filter(r -> !r.isEmpty()).orElse("*"),
            keys.map(Pf4jKeys::provider).orElse(""),
            keys.map(Pf4jKeys::license).orElse(""));
  }

  private static Class<?> pf4j(String name, ClassLoader loader) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name, true, loader);
  }

  /** Answers what it is to be asked by PF4J's own classes, and says of all else that it is not. */
  private static Object noManager(Class<?> manager) {
    return Proxy.newProxyInstance(
        manager.getClassLoader(), new Class<?>[] {manager}, Pf4jEntry::answer);
  }

  private static @Nullable Object answer(
      Object self, Method method, @Nullable Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    return switch (method.getName()) {
      case "getRuntimeMode" -> method.getReturnType().getField("DEPLOYMENT").get(null);
      case "isDevelopment" -> false;
      case "isNotDevelopment" -> true;
      case "toString" -> "no PluginManager";
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> arguments != null && self == arguments[0];
      default ->
          throw new UnsupportedOperationException(
              "PluginManager.%s: plugins are managed by plugin-swap here, and there is no"
                      .formatted(method.getName())
                  + " PluginManager; ask PluginSwap.current() for services");
    };
  }
}
