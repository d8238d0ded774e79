package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a thread is in code of a plugin, by its stack. A frame says the name of its class and
 * that of its loader; the names of plugins' loaders are unique.
 */
final class PluginFrames {

  private final @Nullable String loader;
  private final Set<String> classes = new HashSet<>();

  PluginFrames(Departed departed) throws NoSuchFieldException {
    loader = departed.loader().getName();
    for (Class<?> type : LoadedClasses.of(departed.loader())) {
      classes.add(type.getName());
    }
  }

  /** Whether it is there now. */
  boolean isIn(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (Objects.equals(frame.getClassLoaderName(), loader)
          && classes.contains(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }
}
