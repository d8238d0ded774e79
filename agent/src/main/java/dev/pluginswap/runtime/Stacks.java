package dev.pluginswap.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform threads of this JVM and what each of them is doing. */
final class Stacks {

  private static final Logger log = LoggerFactory.getLogger(Stacks.class);

  /** HotSpot's default for {@code MaxJavaStackTraceDepth}. */
  private static final int USUAL_LIMIT = 1024;

  private static final StackTraceElement[] NONE = new StackTraceElement[0];

  private Stacks() {}

  /** All platform threads that are alive. */
  static List<Thread> threads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[2 * root.activeCount() + 64];
    int found;
    while ((found = root.enumerate(threads, true))
        == threads.length) { // some may have been left out
      threads = new Thread[2 * threads.length];
    }
    return List.of(Arrays.copyOf(threads, found));
  }

  /**
   * The whole stack of a thread, innermost frame first; empty if it has ended, or runs no Java.
   *
   * <p>One thread is asked at a time: that holds up this thread alone, or all for some
   * microseconds, where a dump of all threads holds up all for milliseconds.
   */
  static StackTraceElement[] of(Thread thread) {
    if (answersTruly(thread.getClass())) {
      StackTraceElement[] stack = thread.getStackTrace();
      if (stack.length < Limit.FRAMES) {
        return stack;
      }
    }
    // A stack that deep was cut at its outer end, which is where a call into a plugin began.
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      if (each.getKey() == thread) {
        return each.getValue();
      }
    }
    return NONE;
  }

  /** Whether a class of threads has not put something else in the place of their stack. */
  private static boolean answersTruly(Class<?> type) {
    if (type == Thread.class) {
      return true;
    }
    try {
      return type.getMethod("getStackTrace").getDeclaringClass() == Thread.class;
    } catch (NoSuchMethodException | LinkageError e) {
      return false; // then it cannot be told
    }
  }

  /** Frames after which HotSpot cuts the stack of a single thread, since JDK 19. */
  private static final class Limit {
    static final int FRAMES = frames();

    private static int frames() {
      try {
        HotSpotDiagnosticMXBean hotSpot =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        int limit = Integer.parseInt(hotSpot.getVMOption("MaxJavaStackTraceDepth").getValue());
        return limit > 0 ? limit : Integer.MAX_VALUE;
      } catch (RuntimeException | LinkageError e) { // another JVM, or one without jdk.management
        log.debug("MaxJavaStackTraceDepth cannot be read; {} is assumed", USUAL_LIMIT, e);
        return USUAL_LIMIT;
      }
    }
  }
}
