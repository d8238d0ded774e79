package dev.pluginswap.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in one line what a plugin's code threw, and where in the plugin. */
final class Thrown {

  /** Characters of a message that go into a problem. */
  private static final int LONGEST_MESSAGE = 500;

  /** Exceptions of a cause chain that are looked at; chains may be cyclic. */
  private static final int DEEPEST = 8;

  private Thrown() {}

  /**
   * The exception's class and message, the innermost cause's if there is one, and the top frame of
   * the plugin. Calls the exception's own code: not for the agent's threads.
   *
   * @param loaderName the name of the plugin's class loader
   */
  static String describe(Throwable thrown, @Nullable String loaderName) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable next = thrown; next != null && chain.size() < DEEPEST; next = next.getCause()) {
      chain.add(next);
    }
    StringBuilder text = new StringBuilder(nameAndMessage(thrown));
    if (chain.size() > 1) {
      text.append(", caused by ").append(nameAndMessage(chain.get(chain.size() - 1)));
    }
    // From the innermost outwards: the innermost frame of the plugin is where it began.
    for (int i = chain.size() - 1; i >= 0; i--) {
      for (StackTraceElement frame : chain.get(i).getStackTrace()) {
        if (frame.getClassLoaderName() != null && frame.getClassLoaderName().equals(loaderName)) {
          return text.append(", at ").append(frameText(frame)).toString();
        }
      }
    }
    return text.toString();
  }

  /** A frame without the loader's name, which the problem has already. */
  static String frameText(StackTraceElement frame) {
    return "%s.%s(%s)"
        .formatted(
            frame.getClassName(),
            frame.getMethodName(),
            frame.getFileName() == null
                ? "unknown source"
                : frame.getLineNumber() < 0
                    ? frame.getFileName()
                    : frame.getFileName() + ":" + frame.getLineNumber());
  }

  private static String nameAndMessage(Throwable thrown) {
    String name = thrown.getClass().getName();
    String message;
    try {
      message = thrown.getMessage();
    } catch (Throwable broken) { // a plugin's exception may be as broken as the plugin
      return name + " (whose message cannot be had: " + broken.getClass().getName() + ")";
    }
    if (message == null || message.isEmpty()) {
      return name;
    }
    return message.length() <= LONGEST_MESSAGE
        ? name + ": " + message
        : name + ": " + message.substring(0, LONGEST_MESSAGE) + "…";
  }
}
