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
 * What it costs to verify that a large library links, against what {@code jdeps --missing-deps}
 * costs, which looks for missing classes alone. <em>Cold</em> is the first time in a fresh JVM,
 * whose start is not counted; <em>warm</em> is after so many times that the JVM has nothing left to
 * compile. An iteration is one check: see {@link CpuMeter} for what is measured of it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LinkageCost {

  private static final int FORKS = 5;
  private static final int WARM_UP = 60;
  private static final int MEASURED = 15;

  /** The static half, for the first time. */
  @Benchmark
  @Fork(FORKS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public int staticCold(LinkageRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::statics);
  }

  /** The static half, over and over. */
  @Benchmark
  @Fork(1)
  @Warmup(iterations = WARM_UP, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = MEASURED, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public int staticWarm(LinkageRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::statics);
  }

  /** Both halves, for the first time. */
  @Benchmark
  @Fork(FORKS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public int bothCold(LinkageRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::both);
  }

  /** Both halves, over and over. */
  @Benchmark
  @Fork(1)
  @Warmup(iterations = WARM_UP / 2, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = MEASURED, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public int bothWarm(LinkageRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::both);
  }

  /** The JDK's tool, for the first time. */
  @Benchmark
  @Fork(FORKS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public String jdepsCold(LinkageRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::jdeps);
  }

  /** The JDK's tool, over and over. */
  @Benchmark
  @Fork(1)
  @Warmup(iterations = WARM_UP, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = MEASURED, time = 1, timeUnit = TimeUnit.MILLISECONDS)
  public String jdepsWarm(LinkageRun run, CpuMeter meter) throws Exception {
    return meter.measure(run::jdeps);
  }
}
