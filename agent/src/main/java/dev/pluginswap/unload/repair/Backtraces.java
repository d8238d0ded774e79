package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Raw;
import dev.pluginswap.unload.walk.Walk;
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
      Members.call(Throwable.class, "getOurStackTrace", kept); // which makes it, once
      if (!Raw.field(Throwable.class, "backtrace").replace(kept, edge.reached(by), null)) {
        return null;
      }
      return "took the classes out of the stack trace of %s at %s"
          .formatted(Names.of(kept), edge.where(by));
    }
    if (edge.last().isField(StackTraceElement.class.getName(), "declaringClassObject")) {
      Members.call(StackTraceElement.class, "computeFormat", edge.holder()); // the last use of it
      return "took %s out of a stack trace at %s"
          .formatted(Names.of(edge.owned()), edge.where(edge.path().size() - 1));
    }
    return null;
  }
}
