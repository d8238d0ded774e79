package dev.pluginswap.manage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something once the application's {@code main} runs.
 *
 * <p>The platform's MBean server must not be the agent's first act: it initialises the JDK's
 * logging, and an application that installs its own {@code LogManager} or {@code
 * MBeanServerBuilder} in {@code main} would come too late.
 */
final class ApplicationStart implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(ApplicationStart.class);

  /** An application that is started in another way has no {@code main} to wait for. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final long PAUSE_NANOS = 5_000_000;

  private final Runnable action;

  private ApplicationStart(Runnable action) {
    this.action = action;
  }

  /** Runs the action on a thread of its own; what it throws is logged. */
  static void then(Runnable action) {
    Thread thread =
        new Thread(null, new ApplicationStart(action), "plugin-swap-management", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ApplicationStart.class.getClassLoader());
    thread.start();
  }

  @Override
  public void run() {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!isUnderWay() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      log.error("no JMX: the command line cannot reach this JVM", e);
    }
  }

  /** Whether {@code main} has begun, or is over. */
  private static boolean isUnderWay() {
    Thread main = mainThread();
    if (main == null) {
      return true;
    }
    StackTraceElement[] stack = main.getStackTrace();
    // Before it: the launcher's checks of the main class, or the premain of an agent.
    return stack.length > 0 && stack[stack.length - 1].getMethodName().equals("main");
  }

  private static @Nullable Thread mainThread() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + 16];
    int count = root.enumerate(threads, true);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals("main")) {
        return threads[i];
      }
    }
    return null;
  }
}
