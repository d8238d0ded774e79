package dev.pluginswap.unload;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.LiveThreads;
import java.util.ArrayList;
import java.util.List;

/** Threads that are in code of a plugin: what they execute holds its classes. */
final class PluginFrames {

  private PluginFrames() {}

  /** A line for each such thread, with the innermost frame of the plugin. */
  static List<String> of(Departed departed) {
    List<String> lines = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (departed.loader().getName() != null
            && departed.loader().getName().equals(frame.getClassLoaderName())) {
          lines.add(
              "thread \"%s\" is in %s.%s(%s:%d)"
                  .formatted(
                      thread.getName(),
                      frame.getClassName(),
                      frame.getMethodName(),
                      frame.getFileName(),
                      frame.getLineNumber()));
          break;
        }
      }
    }
    return lines;
  }
}
