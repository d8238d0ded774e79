package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions and stack traces that others keep forget the classes of the plugin that were on the
 * stack, and stay the same to read. An exception of a class of the plugin is the plugin's own and
 * is not made another one.
 */
final class Backtraces implements EdgeRepair {

  @Override
  public String name() {
    return "backtraces";
  }

  @Override
  public String meaning() {
    return "stack traces that others keep forget the plugin's classes, but not their names";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    int by = edge.lastOf(step -> step.isField(Throwable.class.getName(), "backtrace"));
    if (by >= 0) {
      Throwable kept = (Throwable) edge.holder(by);
      call(Throwable.class, "getOurStackTrace", StackTraceElement[].class, kept);
      if (!Raw.field(Throwable.class, "backtrace").replace(kept, edge.reached(by), null)) {
        return null;
      }
      return "took the classes out of the stack trace of %s at %s"
          .formatted(Names.of(kept), edge.where(by));
    }
    if (edge.last().isField(StackTraceElement.class.getName(), "declaringClassObject")) {
      call(StackTraceElement.class, "computeFormat", void.class, edge.holder());
      return "took %s out of a stack trace at %s"
          .formatted(Names.of(edge.owned()), edge.where(edge.path().size() - 1));
    }
    return null;
  }

  /** What the JDK itself calls when somebody reads a stack trace; it does nothing twice. */
  private static void call(Class<?> type, String method, Class<?> result, Object on)
      throws Exception {
    MethodHandle handle =
        Raw.trusted().findVirtual(type, method, MethodType.methodType(result));
    try {
      handle.invoke(on);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
