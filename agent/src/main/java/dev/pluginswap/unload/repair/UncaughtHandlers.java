package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;

/** Handlers of uncaught exceptions that the plugin has given to threads that are not its own. */
final class UncaughtHandlers implements Sweep {

  @Override
  public String name() {
    return "uncaught-handlers";
  }

  @Override
  public String meaning() {
    return "threads lose the plugin's handlers of uncaught exceptions";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    FieldRef handler = Raw.field(Thread.class, "uncaughtExceptionHandler");
    List<String> done = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      Object held = handler.get(thread);
      if (held != null
          && departed.owns(held)
          && !departed.owns(thread)
          && handler.replace(thread, held, null)) {
        done.add(
            "took the uncaught exception handler %s from thread \"%s\""
                .formatted(held.getClass().getName(), thread.getName()));
      }
    }
    return done;
  }
}
