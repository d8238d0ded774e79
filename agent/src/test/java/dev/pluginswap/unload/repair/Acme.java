package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.unload.walk.Departed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A plugin of tests: loads classes of a test once more, so that they are the plugin's own. Copies
 * and tests talk through types of the JDK.
 */
final class Acme extends ClassLoader {

  private final Departed departed;
  private final List<String> own;

  /**
   * @param own the classes that it loads itself; their nested classes and lambdas follow
   */
  Acme(String name, Class<?>... own) {
    super(name, Acme.class.getClassLoader());
    this.own = List.of(own).stream().map(Class::getName).toList();
    this.departed = new Departed(name, this);
  }

  Departed departed() {
    return departed;
  }

  /** The plugin's copy of a class. */
  Class<?> copy(Class<?> type) {
    try {
      return loadClass(type.getName());
    } catch (ClassNotFoundException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** A new object of the plugin's copy of a class, made by its only constructor. */
  <T> T make(Class<?> type, Class<T> as, Object... arguments) {
    try {
      var constructor = copy(type).getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      Object made = constructor.newInstance(arguments);
      assertThat(departed.owns(made)).isTrue();
      return as.cast(made);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (own.stream().noneMatch(copied -> name.equals(copied) || name.startsWith(copied + '$'))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** Waits for something that is about to happen. */
  static void await(BooleanSupplier happened) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("happened in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
