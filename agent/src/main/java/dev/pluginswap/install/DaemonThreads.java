package dev.pluginswap.install;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of the agent: daemons, so that they never keep a workspace alive; without the creator's
 * thread locals and context class loader, so that they hold nothing of the application.
 */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** As many of them as there is work, reused. */
  static ExecutorService pool(String name) {
    return Executors.newCachedThreadPool(named(name));
  }

  /** One that looks at old generations, made with its first task. */
  public static ScheduledExecutorService unloading() {
    return Executors.newSingleThreadScheduledExecutor(named("plugin-swap-unload"));
  }

  static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
      return thread;
    };
  }
}
