package dev.pluginswap.manage.log;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The SLF4J (1.7 or 2) that one class loader of the application has defined, spoken to by
 * reflection. Holds nothing of the application but a weak reference to that loader.
 */
final class HostSlf4j implements HostLog {

  static final String FACTORY = "org.slf4j.LoggerFactory";

  // The values of LoggerFactory.INITIALIZATION_STATE, the same in 1.7 and 2.
  private static final int ONGOING = 1;
  private static final int SUCCESSFUL = 3;

  private final WeakReference<ClassLoader> loader;

  /** Makes the package of a class readable to reflection, where the JVM lets us. */
  private final Consumer<Class<?>> opener;

  HostSlf4j(ClassLoader loader, Consumer<Class<?>> opener) {
    this.loader = new WeakReference<>(loader);
    this.opener = opener;
  }

  @Override
  public State state() {
    ClassLoader host = loader.get();
    if (host == null) {
      return State.UNUSABLE;
    }
    try {
      Class<?> factory = Class.forName(FACTORY, false, host);
      int phase = phase(factory);
      if (phase <= ONGOING) {
        return State.STARTING;
      }
      if (phase != SUCCESSFUL) {
        return State.UNUSABLE; // failed, or nothing to log to
      }
      return isNop(factory, host) ? State.UNUSABLE : State.READY;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return State
          .UNUSABLE; // half a copy, an unknown one, a closed loader: stderr is the answer to all
    }
  }

  /** Reading it runs no code of a binding. A factory without it is none that we know. */
  private int phase(Class<?> factory) throws ReflectiveOperationException {
    Field field = factory.getDeclaredField("INITIALIZATION_STATE");
    opener.accept(factory);
    field.setAccessible(true);
    return field.getInt(null);
  }

  private static boolean isNop(Class<?> factory, ClassLoader host)
      throws ReflectiveOperationException {
    Object loggers = inContextOf(host, () -> factory.getMethod("getILoggerFactory").invoke(null));
    return loggers.getClass().getName().equals("org.slf4j.helpers.NOPLoggerFactory");
  }

  @Override
  public void log(LogLine line) throws HostLogException {
    ClassLoader host = loader.get();
    if (host == null) {
      throw new HostLogException(new IllegalStateException("its class loader is gone"));
    }
    try {
      inContextOf(
          host,
          () -> {
            Object logger =
                Class.forName(FACTORY, true, host)
                    .getMethod("getLogger", String.class)
                    .invoke(null, line.logger());
            // With a throwable, even a null one, the message is not formatted again.
            Method method =
                Class.forName("org.slf4j.Logger", false, host)
                    .getMethod(
                        line.level().name().toLowerCase(Locale.ROOT),
                        String.class,
                        Throwable.class);
            return method.invoke(logger, line.message(), line.thrown());
          });
    } catch (InvocationTargetException e) {
      throw new HostLogException(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw new HostLogException(e);
    }
  }

  private interface Call {
    @Nullable Object run() throws ReflectiveOperationException;
  }

  /** Appenders and bindings look things up through the context class loader. */
  @SuppressWarnings("NullAway") // what the call answers is for its caller to know
  private static Object inContextOf(ClassLoader host, Call call)
      throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(host);
    try {
      return call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
