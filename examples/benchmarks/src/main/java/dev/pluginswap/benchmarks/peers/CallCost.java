package dev.pluginswap.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one call of the service costs, by how the host gets at it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("UnusedVariable") // the meter measures by being there
public class CallCost {

  /** What calls pass, one for each thread. */
  @State(Scope.Thread)
  public static class Input {
    private int x = 1;
  }

  /** The provider itself. */
  @Benchmark
  public int direct(Lanes.Direct lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through a volatile field. */
  @Benchmark
  public int volatileField(Lanes.VolatileField lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through a proxy of the JDK. */
  @Benchmark
  public int jdkProxy(Lanes.JdkProxy lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through a handle. */
  @Benchmark
  public int handle(Lanes.Handle lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through a handle, of an agent that is started with {@link CallCosts#INLINE}. */
  @Benchmark
  public int handleInline(Lanes.Handle lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through PF4J's extensions. */
  @Benchmark
  public int pf4jLookup(Lanes.Pf4jLookup lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through an extension of PF4J that was kept. */
  @Benchmark
  public int pf4jKept(Lanes.Pf4jKept lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through the registry of Felix. */
  @Benchmark
  public int felixLookup(Lanes.FelixLookup lane, Input input, Meter meter) {
    return lane.once(input.x);
  }

  /** Through a reference of Felix that was kept. */
  @Benchmark
  public int felixReference(Lanes.FelixReference lane, Input input, Meter meter) {
    return lane.once(input.x);
  }
}
