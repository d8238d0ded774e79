package dev.pluginswap.manage.log;

import java.lang.instrument.Instrumentation;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.event.Level;

/**
 * Says where the log of this process goes; the last one to say so wins. Until somebody does:
 * warnings and errors to stderr.
 */
public final class AgentLog {

  private static volatile LogRoute route = stderr(Level.WARN);

  private AgentLog() {}

  /**
   * To stderr, at once, on the caller's thread: for the command line, whose output is its report.
   *
   * @param threshold lines below it are left out
   */
  public static void toStderr(Level threshold) {
    route = stderr(threshold);
  }

  /** Into the log of the application of this JVM, see the package: for the agent. */
  public static void followHost(Instrumentation instrumentation) {
    HostDelivery delivery = new HostDelivery(instrumentation);
    delivery.start();
    route = delivery.route();
  }

  static LogRoute route() {
    return route;
  }

  private static StderrLog stderr(Level threshold) {
    return new StderrLog(() -> System.err, ZoneId.systemDefault(), threshold);
  }

  /** The delivering thread and what wakes it. */
  private static final class HostDelivery implements Runnable {
    private final HostFinder finder;
    private final HostRoute route;
    private final Thread thread;

    HostDelivery(Instrumentation instrumentation) {
      // No thread locals are inherited: the application's would be held for ever.
      this.thread = new Thread(null, this, "plugin-swap-log", 0, false);
      this.finder = new HostSearch(instrumentation, () -> LockSupport.unpark(thread));
      this.route = new HostRoute(finder, stderr(Level.INFO), System::nanoTime);
    }

    void start() {
      thread.setDaemon(true);
      thread.setContextClassLoader(AgentLog.class.getClassLoader());
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(null, route::end, "plugin-swap-log-end"));
      } catch (IllegalStateException e) {
        route.end(); // the JVM is ending already: straight to stderr
        return;
      }
      finder.begin();
      thread.start();
    }

    LogRoute route() {
      return new LogRoute() {
        @Override
        public boolean isEnabled(Level level) {
          return route.isEnabled(level);
        }

        @Override
        public void log(LogLine line) {
          route.log(line);
          LockSupport.unpark(thread);
        }
      };
    }

    @Override
    public void run() {
      while (true) {
        LockSupport.parkNanos(route.deliver());
      }
    }
  }
}
