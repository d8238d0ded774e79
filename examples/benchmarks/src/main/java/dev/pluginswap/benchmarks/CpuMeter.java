package dev.pluginswap.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What something costs in processor time: of all threads of the JVM, those that compile and collect
 * too, since somebody pays for them; and of the calling thread alone. The counters start from 0 in
 * each iteration.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class CpuMeter {

  static final String ROUNDS = "meteredRounds";
  static final String CPU = "cpuNanos";
  static final String THREAD = "threadNanos";
  static final String WALL = "wallNanos";

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** How often something was measured. */
  public long meteredRounds;

  /** Processor time of all threads of the JVM, in nanoseconds. */
  public long cpuNanos;

  /** Processor time of the thread that called, in nanoseconds. */
  public long threadNanos;

  /** How long it took, in nanoseconds. */
  public long wallNanos;

  /** Asks for each time once, so that the first measurement does not pay for that. */
  @Setup
  public void settle() {
    if (SYSTEM.getProcessCpuTime() < 0 || THREADS.getCurrentThreadCpuTime() < 0) {
      throw new IllegalStateException("this JVM does not tell what its threads cost");
    }
  }

  /** Calls, and adds what that cost. */
  <T> T measure(Callable<T> call) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long thread = THREADS.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    T result = call.call();
    wallNanos += System.nanoTime() - wall;
    threadNanos += THREADS.getCurrentThreadCpuTime() - thread;
    cpuNanos += SYSTEM.getProcessCpuTime() - cpu;
    meteredRounds++;
    return result;
  }
}
