package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Classes of the JDK that somebody uses already. A place that nobody has used keeps nothing, and
 * looking there must not be what initialises it: logging, for one, reads its configuration then.
 */
final class JdkClasses {

  private static final MethodHandle FIND_LOADED;
  private static final MethodHandle BOOT_PACKAGE;

  static {
    try {
      FIND_LOADED =
          Raw.trusted()
              .findVirtual(
                  ClassLoader.class,
                  "findLoadedClass",
                  MethodType.methodType(Class.class, String.class));
      BOOT_PACKAGE =
          Raw.trusted()
              .findStatic(
                  Class.forName("jdk.internal.loader.BootLoader"),
                  "getSystemPackageLocation",
                  MethodType.methodType(String.class, String.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private JdkClasses() {}

  /**
   * A class of the boot or platform loader.
   *
   * @param name binary, {@code java.sql.DriverManager}
   * @return null if nobody has initialised it, or this JVM has no such class
   */
  static @Nullable Class<?> initialized(String name) {
    Class<?> type = loaded(name);
    return type != null && Raw.isInitialized(type) ? type : null;
  }

  private static @Nullable Class<?> loaded(String name) {
    try {
      Class<?> type = (Class<?>) FIND_LOADED.invoke(ClassLoader.getPlatformClassLoader(), name);
      if (type != null) {
        return type;
      }
      // Not each class can be asked about at the boot loader, but whether it has loaded any class
      // of a package can: so no package is opened for a look.
      String slashed = name.substring(0, name.lastIndexOf('.')).replace('.', '/');
      return BOOT_PACKAGE.invoke(slashed) == null ? null : Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("loaded classes cannot be looked up", e);
    }
  }
}
