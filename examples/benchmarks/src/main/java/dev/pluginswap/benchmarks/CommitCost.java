package dev.pluginswap.benchmarks;

import dev.pluginswap.api.InstallReport;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a commit of a small plugin costs, in times of what its writes and forces alone cost. Each
 * measured commit has a bare one after it, see {@link BareBeside}; what is between them is not
 * measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 6, time = 3)
@Fork(2)
public class CommitCost {

  /** The least that a durable commit has to write and to force: shows how far to trust the rest. */
  @Benchmark
  public void bareWrites(BareRun run, BareBeside beside) throws IOException {
    run.commit();
  }

  /** The store's part: stage, seal, publish, snapshot, switch the view, commit, mark complete. */
  @Benchmark
  public void storeCommit(StoreRun run, BareBeside beside) throws IOException {
    run.commit();
  }

  /** The whole transaction, from the zip to the report. */
  @Benchmark
  public InstallReport install(InstallRun run, BareBeside beside) {
    return run.installFresh();
  }

  /** The same back and forth between two versions, whose files stay on disk. */
  @Benchmark
  public InstallReport installBefore(InstallRun run, BareBeside beside) {
    return run.installBefore();
  }
}
