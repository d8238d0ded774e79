package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The plugin's handlers, filters and levels on any logger of {@code java.util.logging}, its
 * filters, formatters, error managers and levels in handlers of others, and its listeners for
 * configuration. Looks without asking the log manager, which reads its configuration when it is
 * first asked.
 */
final class JdkLogging implements Sweep {

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public String meaning() {
    return "handlers, filters, formatters, levels and listeners of the plugin leave java.util.logging";
  }

  @Override
  public List<String> sweep(Departed departed) throws ReflectiveOperationException {
    List<String> done = new ArrayList<>();
    Class<?> type = JdkClasses.initialized("java.util.logging.LogManager");
    Object manager = type == null ? null : Raw.readStatic(type, "manager");
    if (manager == null) {
      return done;
    }
    if (Raw.read(manager, "listeners") instanceof Map<?, ?> listeners) {
      synchronized (listeners) {
        listeners
            .values()
            .removeIf(listener -> isTaken(departed, listener, "listener", "LogManager", done));
      }
    }
    for (String context : new String[] {"userContext", "systemContext"}) {
      Object held = Raw.read(manager, context);
      Object loggers = held == null ? null : Raw.read(held, "namedLoggers");
      for (Object reference : loggers instanceof Map<?, ?> map ? copy(map) : List.of()) {
        Object logger = reference instanceof Reference<?> weak ? weak.get() : null;
        if (logger != null) {
          sweepLogger(departed, logger, done);
        }
      }
    }
    return done;
  }

  private static List<Object> copy(Map<?, ?> loggers) {
    synchronized (loggers) { // a Hashtable
      return List.copyOf(loggers.values());
    }
  }

  private static void sweepLogger(Departed departed, Object logger, List<String> done)
      throws ReflectiveOperationException {
    @Nullable Object config = Raw.field(java.util.logging.Logger.class, "config").get(logger);
    if (config == null) {
      return;
    }
    String named =
        "logger \"%s\"".formatted(Raw.field(java.util.logging.Logger.class, "name").get(logger));
    replace(departed, config, "filter", null, named, done);
    replaceLevel(departed, config, "levelObject", named, done);
    if (Raw.read(config, "handlers") instanceof List<?> handlers) {
      handlers.removeIf(handler -> isTaken(departed, handler, "handler", named, done));
      for (Object handler : handlers) {
        String of = "handler " + handler.getClass().getName();
        replace(departed, handler, "filter", null, of, done);
        replace(departed, handler, "formatter", new SimpleFormatter(), of, done);
        replace(departed, handler, "errorManager", new ErrorManager(), of, done);
        replaceLevel(departed, handler, "logLevel", of, done);
      }
    }
  }

  private static boolean isTaken(
      Departed departed, Object object, String what, String from, List<String> done) {
    boolean isOwn = departed.owns(object);
    if (isOwn) {
      done.add("took the %s %s from %s".formatted(what, object.getClass().getName(), from));
    }
    return isOwn;
  }

  /** By a level of the JDK's class, of the same name and number: as much is logged as before. */
  private static void replaceLevel(
      Departed departed, Object holder, String name, String from, List<String> done)
      throws ReflectiveOperationException {
    if (Raw.read(holder, name) instanceof Level level && departed.owns(level)) {
      replace(departed, holder, name, plain(level), from, done);
    }
  }

  /** Not by {@code Level.parse}, which knows the plugin's level by its number. */
  private static Object plain(Level level) throws ReflectiveOperationException {
    try {
      return Raw.trusted()
          .findConstructor(Level.class, MethodType.methodType(void.class, String.class, int.class))
          .invoke((String) Raw.field(Level.class, "name").get(level), level.intValue());
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void replace(
      Departed departed,
      Object holder,
      String name,
      @Nullable Object replacement,
      String from,
      List<String> done)
      throws NoSuchFieldException {
    FieldRef field = Raw.field(holder.getClass(), name);
    Object held = field.get(holder);
    if (held != null && departed.owns(held) && field.replace(holder, held, replacement)) {
      done.add("took the %s %s from %s".formatted(name, held.getClass().getName(), from));
    }
  }
}
