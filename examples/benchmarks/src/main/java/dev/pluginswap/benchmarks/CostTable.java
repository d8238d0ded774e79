package dev.pluginswap.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * The results of {@link CommitCost}, each beside the bare writes of the same run in the same place.
 * Medians, because on a disk that others use a few commits take very long.
 *
 * @param rows in the order of the run
 */
record CostTable(List<Row> rows) {

  /**
   * One benchmark.
   *
   * @param what its name, and its parameters but for the directory
   * @param median in microseconds
   * @param worst the 90th percentile, in microseconds
   * @param ratio of the median to that of the bare writes; NaN when those were not measured there
   */
  record Row(
      String what, String directory, long samples, double median, double worst, double ratio) {}

  CostTable {
    rows = List.copyOf(rows);
  }

  /** Picks out what is of {@link CommitCost}. */
  static CostTable of(Collection<RunResult> results) {
    List<RunResult> own =
        results.stream()
            .filter(
                result ->
                    result.getParams().getBenchmark().startsWith(CommitCost.class.getName() + "."))
            .toList();
    Map<String, Double> bare = new TreeMap<>();
    for (RunResult result : own) {
      if (name(result.getParams()).equals(CommitCost.BASELINE)) {
        bare.put(directory(result.getParams()), statistics(result).getPercentile(50));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (RunResult result : own) {
      String directory = directory(result.getParams());
      Statistics statistics = statistics(result);
      double median = statistics.getPercentile(50);
      rows.add(
          new Row(
              what(result.getParams()),
              directory,
              statistics.getN(),
              median,
              statistics.getPercentile(90),
              median / bare.getOrDefault(directory, Double.NaN)));
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
            "%n%-28s %-14s %8s %11s %11s %12s%n"
                .formatted("commit", "directory", "samples", "median us", "90 % us", "times bare"));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-28s %-14s %8d %11.0f %11.0f %12.2f%n",
              row.what,
              row.directory,
              row.samples,
              row.median,
              row.worst,
              row.ratio));
    }
    return table.toString();
  }

  private static Statistics statistics(RunResult result) {
    return result.getPrimaryResult().getStatistics();
  }

  private static String name(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  private static String what(BenchmarkParams params) {
    String content = params.getParam("content");
    return content == null ? name(params) : name(params) + " " + content;
  }

  private static String directory(BenchmarkParams params) {
    return params.getParam("directory");
  }
}
