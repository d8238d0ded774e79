package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Libraries of the plugin that have a method to let go of what they have started are told to. Only
 * the plugin's own copy of a library, and only if it has been used: no class is loaded or
 * initialised for it.
 */
final class KnownUnloads implements Sweep {

  private static final Logger log = LoggerFactory.getLogger(KnownUnloads.class);

  private final List<KnownUnload> known;
  private final Duration bound;

  KnownUnloads() {
    this(KnownUnload.all(), Bounded.USUAL);
  }

  KnownUnloads(List<KnownUnload> known, Duration bound) {
    this.known = known;
    this.bound = bound;
  }

  @Override
  public String name() {
    return "known-unloads";
  }

  @Override
  public String meaning() {
    return "well-known libraries of the plugin are told to shut down";
  }

  @Override
  public List<String> sweep(Departed departed) throws ReflectiveOperationException {
    Map<String, Class<?>> loaded = new HashMap<>();
    for (Class<?> type : LoadedClasses.of(departed.loader())) {
      loaded.put(type.getName(), type);
    }
    List<String> done = new ArrayList<>();
    for (KnownUnload unload : known) {
      Class<?> type = loaded.get(unload.type());
      Method method = type == null || !Raw.isInitialized(type) ? null : method(type, unload);
      if (type != null && method != null) {
        done.add(called(departed, type, unload, method));
      }
    }
    return done;
  }

  private static @Nullable Method method(Class<?> type, KnownUnload unload) {
    for (String name : unload.methods()) {
      try {
        return type.getMethod(name);
      } catch (NoSuchMethodException | LinkageError e) {
        log.debug("this {} is told otherwise", unload.type(), e); // another version
      }
    }
    return null;
  }

  private String called(Departed departed, Class<?> type, KnownUnload unload, Method method)
      throws ReflectiveOperationException {
    Object receiver = unload.receiver() == null ? null : Raw.readStatic(type, unload.receiver());
    String failed =
        Bounded.run(
            "calls " + method.getName(),
            departed.loader(),
            bound,
            () -> {
              try {
                method.invoke(receiver);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return "called %s.%s()%s"
        .formatted(type.getName(), method.getName(), failed == null ? "" : ", which " + failed);
  }
}
