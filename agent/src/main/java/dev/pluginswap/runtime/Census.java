package dev.pluginswap.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is inside a generation right now: seen from outside, one thread after the other, so a rough
 * picture.
 */
final class Census {

  /** Threads that are named; the others are counted. */
  private static final int NAMED = 5;

  private Census() {}

  /** How many platform threads are in a call into the generation whose bridges are called so. */
  static long count(String bridges) {
    long inside = 0;
    for (Thread thread : Stacks.threads()) {
      if (innermostCall(Stacks.of(thread), bridges) >= 0) {
        inside++;
      }
    }
    return inside;
  }

  /**
   * What the platform threads inside are doing: {@code thread 'worker-3' is in
   * com.acme.greeter.Impl.greet(Impl.java:12)}.
   *
   * @param plugin the name of the plugin's own loader, whose innermost frame is told
   */
  static List<String> describe(String bridges, String plugin) {
    List<String> texts = new ArrayList<>();
    int more = 0;
    for (Thread thread : Stacks.threads()) {
      StackTraceElement[] stack = Stacks.of(thread);
      int call = innermostCall(stack, bridges);
      if (call < 0) {
        continue;
      }
      if (texts.size() == NAMED) {
        more++;
        continue;
      }
      texts.add(
          "thread '%s' is in %s"
              .formatted(thread.getName(), Thrown.frameText(place(stack, call, plugin))));
    }
    if (more > 0) {
      texts.add(more + " more threads");
    }
    return texts;
  }

  private static int innermostCall(StackTraceElement[] stack, String bridges) {
    for (int i = 0; i < stack.length; i++) {
      if (CallFrames.isBridgeTo(bridges, stack[i])) {
        return i;
      }
    }
    return -1;
  }

  /** The innermost frame of the plugin's own classes; else whatever the bridge has called. */
  private static StackTraceElement place(StackTraceElement[] stack, int call, String plugin) {
    for (int i = 0; i < call; i++) {
      if (plugin.equals(stack[i].getClassLoaderName())) {
        return stack[i];
      }
    }
    return stack[Math.max(0, call - 1)];
  }
}
