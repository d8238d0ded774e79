package dev.pluginswap.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to let go of an old generation: to sweep one that has left nothing behind, which is
 * done after each swap, and to walk over a heap of four million objects, which is done for one that
 * was not collected.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class UnloadCost {

  private static final String OPEN = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

  /** For the first time in a JVM. */
  @Benchmark
  @Fork(value = 5, jvmArgsAppend = OPEN)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public Object sweepCold(UnloadRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::sweep);
  }

  /** As after the tenth swap. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = OPEN)
  @Warmup(iterations = 10, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = 10, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public Object sweepWarm(UnloadRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::sweep);
  }

  /** For the first time in a JVM. */
  @Benchmark
  @Fork(
      value = 3,
      jvmArgsAppend = {OPEN, "-Xmx1g"})
  @Warmup(iterations = 0)
  @Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public int walkCold(UnloadRun run, LargeHeap heap, CpuMeter meter) throws Exception {
    return heap.checked(meter.measure(run::walk));
  }
}
