package dev.pluginswap.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an iteration takes of the processor and of the heap: of its own thread; where that is
 * virtual and has no account of its own, of the whole JVM, in which nobody else has much to do
 * then.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Meter {

  static final String CPU = "cpuNanos";
  static final String ALLOCATED = "allocatedBytes";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Processor time, in nanoseconds. */
  public long cpuNanos;

  /** What was allocated, in bytes. */
  public long allocatedBytes;

  private boolean isVirtual;
  private long cpuBefore;
  private long allocatedBefore;

  /** Notes what has been taken before. */
  @Setup(Level.Iteration)
  public void start() throws ReflectiveOperationException {
    isVirtual = isVirtual(Thread.currentThread());
    allocatedBefore = allocated();
    cpuBefore = cpu();
  }

  /** Counts what has been taken since. */
  @TearDown(Level.Iteration)
  public void stop() throws ReflectiveOperationException {
    cpuNanos = cpu() - cpuBefore;
    allocatedBytes = allocated() - allocatedBefore;
  }

  private long cpu() {
    return isVirtual ? SYSTEM.getProcessCpuTime() : THREADS.getCurrentThreadCpuTime();
  }

  private long allocated() throws ReflectiveOperationException {
    return isVirtual
        // Since JDK 21, as virtual threads are.
        ? (long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(THREADS)
        : THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
    return CallCosts.hasVirtualThreads()
        && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
  }
}
