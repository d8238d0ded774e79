package dev.pluginswap.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured beside {@linkplain BareBeside bare commits}, in times of them. Compared within
 * each iteration, so that a disk that is slow for a while slows both; then the median.
 *
 * @param rows in the order of the results
 */
record CostTable(List<Row> rows) {

  /**
   * One benchmark.
   *
   * @param what its name, and its parameters but for the directory
   * @param directory where it was run
   * @param micros the time of one commit, the median of the iterations, in microseconds
   * @param bareMicros the same of the bare commits beside it
   * @param ratios of the times, one an iteration
   */
  record Row(String what, String directory, double micros, double bareMicros, Statistics ratios) {}

  CostTable {
    rows = List.copyOf(rows);
  }

  /** Picks out what has bare commits beside it. */
  static CostTable of(Collection<RunResult> results) {
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      ListStatistics times = new ListStatistics();
      ListStatistics bareTimes = new ListStatistics();
      ListStatistics ratios = new ListStatistics();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          if (iteration.getSecondaryResults().containsKey(BareBeside.COMMITS)) {
            double bare = bareMicros(iteration);
            double micros = micros(iteration, result.getParams());
            bareTimes.addValue(bare);
            times.addValue(micros);
            ratios.addValue(micros / bare);
          }
        }
      }
      if (ratios.getN() > 0) {
        rows.add(
            new Row(
                what(result.getParams()),
                result.getParams().getParam("directory"),
                times.getPercentile(50),
                bareTimes.getPercentile(50),
                ratios));
      }
    }
    return new CostTable(rows);
  }

  /** A table; empty when there are no rows. */
  @Override
  public String toString() {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%n%-24s %-12s %10s %10s %12s %16s%n",
                "commit", "directory", "us", "bare us", "times bare", "half are in"));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-24s %-12s %10.0f %10.0f %12.2f %7.2f .. %5.2f%n",
              row.what,
              row.directory,
              row.micros,
              row.bareMicros,
              row.ratios.getPercentile(50),
              row.ratios.getPercentile(25),
              row.ratios.getPercentile(75)));
    }
    return table.toString();
  }

  private static double micros(IterationResult iteration, BenchmarkParams params) {
    double nanosInUnit = params.getTimeUnit().toNanos(1);
    return iteration.getPrimaryResult().getScore() * nanosInUnit / TimeUnit.MICROSECONDS.toNanos(1);
  }

  private static double bareMicros(IterationResult iteration) {
    double nanos = counter(iteration, BareBeside.NANOS);
    double commits = counter(iteration, BareBeside.COMMITS);
    return nanos / commits / TimeUnit.MICROSECONDS.toNanos(1);
  }

  private static double counter(IterationResult iteration, String name) {
    Result<?> counter = iteration.getSecondaryResults().get(name);
    if (counter == null) {
      throw new IllegalArgumentException("no counter is called " + name);
    }
    return counter.getScore();
  }

  private static String what(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    String content = params.getParam("content");
    return content == null ? name : name + " " + content;
  }
}
