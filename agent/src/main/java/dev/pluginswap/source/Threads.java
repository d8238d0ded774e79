package dev.pluginswap.source;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of this package: daemons, so that they never keep a workspace alive; without the
 * creator's thread locals and context class loader, so that they hold nothing of the application.
 */
final class Threads {

  private static final long IDLE_SECONDS = 10;

  private Threads() {}

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Threads.class.getClassLoader());
    return thread;
  }

  /** As many as there is work, which end when there is none. */
  static ExecutorService pool(String name) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> daemon(name + "-" + count.incrementAndGet(), work));
  }
}
