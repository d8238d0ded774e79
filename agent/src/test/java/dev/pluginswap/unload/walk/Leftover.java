package dev.pluginswap.unload.walk;

import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;

/** A plugin's loader for tests, with one class in it: {@code com.acme.greeter.Impl}. */
public final class Leftover {

  private final ByteArrayClassLoader loader;
  private final Departed departed;

  /** Loads it. */
  public Leftover() {
    this.loader =
        new ByteArrayClassLoader(
            Leftover.class.getClassLoader(),
            Map.of(
                "com.acme.greeter.Impl",
                new ByteBuddy()
                    .subclass(Object.class)
                    .name("com.acme.greeter.Impl")
                    .modifiers(Visibility.PUBLIC)
                    .make()
                    .getBytes()));
    this.departed = new Departed("greeter@1.2.0#7", loader);
  }

  /** What tests ask about. */
  public Departed departed() {
    return departed;
  }

  /** The loader. */
  public ClassLoader loader() {
    return loader;
  }

  /** The plugin's class. */
  public Class<?> type() {
    try {
      return loader.loadClass("com.acme.greeter.Impl");
    } catch (ClassNotFoundException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** An object of the plugin's class. */
  public Object object() {
    try {
      return type().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * An object of a class of the plugin that extends or implements a type; its methods answer null,
   * zero or nothing. Of a generic type it is whatever the caller takes it for.
   */
  public <T> T object(Class<? super T> type) {
    return object(type, new Class<?>[0]);
  }

  /**
   * The same, by the constructor with some parameters.
   *
   * @param arguments one for each of them
   */
  @SuppressWarnings("unchecked")
  public <T> T object(Class<? super T> type, Class<?>[] parameters, Object... arguments) {
    try {
      return (T)
          new ByteBuddy()
              .subclass(type)
              .name("com.acme.greeter." + type.getSimpleName() + "Impl")
              .method(ElementMatchers.isAbstract())
              .intercept(StubMethod.INSTANCE)
              .make()
              .load(loader, ClassLoadingStrategy.Default.INJECTION.allowExistingTypes())
              .getLoaded()
              .getDeclaredConstructor(parameters)
              .newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Walks over all that is reached from some classes. */
  public Walk walk(Class<?>... roots) {
    return new Walker(departed, WalkLimits.DEFAULTS, System::nanoTime).walk(roots);
  }
}
