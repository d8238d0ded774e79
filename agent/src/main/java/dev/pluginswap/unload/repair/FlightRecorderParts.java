package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The plugin's hooks of periodic events, listeners and event classes in JDK Flight Recorder. Hooks
 * are in {@code RequestEngine}, as in JDK 17, or in {@code periodic.PeriodicEvents}, as in JDK 25.
 */
final class FlightRecorderParts implements Sweep {

  @Override
  public String name() {
    return "jfr";
  }

  @Override
  public String meaning() {
    return "periodic hooks, listeners and event classes of the plugin leave Flight Recorder";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    List<String> done = new ArrayList<>();
    for (Object hook : hooks()) {
      if (hook instanceof Runnable own
          && departed.owns(own)
          && FlightRecorder.removePeriodicEvent(own)) {
        done.add("took the periodic hook %s out of JFR".formatted(own.getClass().getName()));
      }
    }
    Class<?> recorder = JdkClasses.initialized("jdk.jfr.internal.PlatformRecorder");
    if (recorder != null && Raw.readStatic(recorder, "changeListeners") instanceof List<?> all) {
      for (Object entry : all) {
        Object listener = listener(entry);
        if (departed.owns(listener) && all.removeIf(other -> other == entry)) {
          done.add("took the listener %s out of JFR".formatted(listener.getClass().getName()));
        }
      }
    }
    if (JdkClasses.initialized("jdk.jfr.internal.MetadataRepository") != null) {
      unregister(departed, done);
    }
    return done;
  }

  private static List<@Nullable Object> hooks() throws NoSuchFieldException {
    List<@Nullable Object> found = new ArrayList<>();
    Class<?> engine = JdkClasses.initialized("jdk.jfr.internal.RequestEngine");
    if (engine != null && Raw.readStatic(engine, "entries") instanceof List<?> entries) {
      for (Object entry : entries) {
        found.add(Raw.read(entry, "hook"));
      }
    }
    Class<?> events = JdkClasses.initialized("jdk.jfr.internal.periodic.PeriodicEvents");
    Object repository = events == null ? null : Raw.readStatic(events, "taskRepository");
    if (repository != null && Raw.read(repository, "lookup") instanceof Map<?, ?> tasks) {
      synchronized (repository) {
        for (Object task : tasks.values()) {
          if (task.getClass().getName().equals("jdk.jfr.internal.periodic.JavaEventTask")) {
            found.add(Raw.read(task, "runnable"));
          }
        }
      }
    }
    return found;
  }

  /** JDK 17 wraps it, together with an access-control context. */
  private static Object listener(Object entry) throws NoSuchFieldException {
    if (entry.getClass().getName().endsWith("$SecureRecorderListener")) {
      Object wrapped = Raw.read(entry, "changeListener");
      return wrapped == null ? entry : wrapped;
    }
    return entry;
  }

  private static void unregister(Departed departed, List<String> done) throws NoSuchFieldException {
    for (Class<?> type : LoadedClasses.of(departed.loader())) {
      if (type.getSuperclass() != null
          && Event.class.isAssignableFrom(type)
          && Raw.isInitialized(type)) {
        FlightRecorder.unregister(type.asSubclass(Event.class));
        done.add("unregistered the event %s".formatted(type.getName()));
      }
    }
  }
}
