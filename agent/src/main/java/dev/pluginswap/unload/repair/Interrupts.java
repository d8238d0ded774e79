package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts that are taken back from whoever ignores them.
 *
 * <p>A loop around {@code LockSupport.park} that does not look at its interrupt spins as soon as it
 * has one, for good: worse for the application than a thread that waits.
 *
 * <p>The status is the field {@code Thread.interrupted}, on JDK 17 and later, of a virtual thread
 * also that of its carrier; the JVM reads these before it parks a thread.
 */
final class Interrupts {

  private static final VarHandle STATUS;

  static {
    try {
      STATUS =
          MethodHandles.privateLookupIn(Thread.class, Raw.trusted())
              .findVarHandle(Thread.class, "interrupted", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Interrupts() {}

  /**
   * Interrupts threads and waits for their end, for all of them together.
   *
   * @return those that are still there: not interrupted any more
   */
  static List<Thread> end(Departed departed, Collection<Thread> threads, Duration bound)
      throws NoSuchFieldException {
    // A plugin's thread may override interrupt().
    Bounded.run(
        "interrupts", departed.successor(), bound, () -> threads.forEach(Thread::interrupt));
    return await(threads, bound);
  }

  /**
   * Waits for the end of threads that have been interrupted, for all of them together.
   *
   * @return those that are still there: not interrupted any more
   */
  static List<Thread> await(Collection<Thread> threads, Duration bound)
      throws NoSuchFieldException {
    long end = System.nanoTime() + bound.toNanos();
    try {
      for (Thread thread : threads) {
        long left = end - System.nanoTime();
        if (left > 0 && thread.isAlive()) {
          thread.join(left / 1_000_000 + 1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Thread> alive = threads.stream().filter(Thread::isAlive).toList();
    for (Thread thread : alive) {
      takeBack(thread);
    }
    return alive;
  }

  private static void takeBack(Thread thread) throws NoSuchFieldException {
    if (!LiveThreads.isVirtual(thread) || !hasCarrier(thread)) {
      STATUS.setVolatile(thread, false);
      return;
    }
    // As VirtualThread does it itself; while the lock is held it is not unmounted.
    Object lock = Raw.field(Thread.class, "interruptLock").get(thread);
    synchronized (lock == null ? thread : lock) {
      STATUS.setVolatile(thread, false);
      @Nullable Object carrier = Raw.read(thread, "carrierThread");
      if (carrier != null) {
        STATUS.setVolatile((Thread) carrier, false);
      }
    }
  }

  /** Not on a JVM that makes virtual threads of platform threads. */
  private static boolean hasCarrier(Thread virtual) {
    return virtual.getClass().getName().equals("java.lang.VirtualThread");
  }
}
