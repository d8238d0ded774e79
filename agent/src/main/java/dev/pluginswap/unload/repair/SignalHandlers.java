package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Signal handlers of the plugin. INT, TERM and HUP get the JVM's own handler again, which ends the
 * JVM in order, all others what the operating system does by default. What a handler replaced, the
 * JDK does not know any more.
 */
final class SignalHandlers implements Sweep {

  private static final String SIGNAL = "jdk.internal.misc.Signal";

  @Override
  public String name() {
    return "signal-handlers";
  }

  @Override
  public String meaning() {
    return "signals that the plugin handles are handled as at start again";
  }

  @Override
  public List<String> sweep(Departed departed) throws Exception {
    List<String> done = new ArrayList<>();
    Class<?> type = JdkClasses.initialized(SIGNAL);
    if (type == null || !(Raw.readStatic(type, "handlers") instanceof Map<?, ?> handlers)) {
      return done;
    }
    Map<Object, Object> copy = new java.util.HashMap<>();
    synchronized (handlers) { // a Hashtable
      copy.putAll(handlers);
    }
    for (Map.Entry<Object, Object> entry : copy.entrySet()) {
      Object handler = entry.getValue();
      boolean isWrapped =
          handler.getClass().getName().equals("sun.misc.Signal$InternalMiscHandler");
      Object own = isWrapped ? Raw.read(handler, "handler") : handler;
      if (own != null && departed.owns(own)) {
        String name = String.valueOf(Raw.read(entry.getKey(), "name"));
        synchronized (type) { // as its handle(): what the next generation has set by now stays
          if (handlers.get(entry.getKey()) == handler) {
            restore(type, entry.getKey(), name);
            done.add(
                "took the handler %s from signal %s".formatted(own.getClass().getName(), name));
          }
        }
      }
    }
    return done;
  }

  private static void restore(Class<?> type, Object signal, String name) throws Exception {
    Class<?> handler = Class.forName(SIGNAL + "$Handler");
    boolean isTermination = List.of("INT", "TERM", "HUP").contains(name);
    Object first =
        isTermination ? Raw.readStatic(Class.forName("java.lang.Terminator"), "handler") : null;
    if (first == null) {
      first = Raw.readStatic(handler, "SIG_DFL");
    }
    try {
      Object replaced =
          Raw.trusted()
              .findStatic(type, "handle", MethodType.methodType(handler, type, handler))
              .invoke(signal, first);
      if (replaced == null) {
        throw new IllegalStateException("the JDK does not say what handled " + name);
      }
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
