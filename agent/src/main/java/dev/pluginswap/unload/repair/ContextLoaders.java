package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads whose context class loader is the plugin's get the workspace's. The threads themselves
 * are left alone: a thread of the JDK or of a library takes over the context of whoever happened to
 * start it.
 *
 * <p>By the field: some threads of the JDK refuse to be given another context, and a thread's class
 * may do anything.
 */
final class ContextLoaders implements Sweep {

  @Override
  public String name() {
    return "context-loaders";
  }

  @Override
  public String meaning() {
    return "context class loaders of threads become the workspace's";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    FieldRef context = Raw.field(Thread.class, "contextClassLoader");
    List<String> done = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      Object loader = context.get(thread);
      if (loader instanceof ClassLoader own
          && departed.ownsLoader(own)
          && !ThreadOwner.isOf(departed, thread)
          && context.replace(thread, own, departed.successor())) {
        done.add(
            "gave thread \"%s\" the workspace's context class loader".formatted(thread.getName()));
      }
    }
    return done;
  }
}
