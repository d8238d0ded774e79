package dev.pluginswap.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What calls cost: a row for each way to call, a column for each circumstance. Of the iterations of
 * one JVM the median counts, and of those medians the median.
 */
final class CallTable {

  /**
   * One cell.
   *
   * @param nanos the time of a call
   * @param cpuNanos its processor time
   * @param bytes what it allocates
   */
  record Cost(double nanos, double cpuNanos, double bytes) {}

  private final List<String> lanes;
  private final List<CallVariant> variants;
  private final int swaps;
  private final Map<String, Map<CallVariant, Cost>> costs = new HashMap<>();

  CallTable(List<String> lanes, List<CallVariant> variants, int swaps) {
    this.lanes = List.copyOf(lanes);
    this.variants = List.copyOf(variants);
    this.swaps = swaps;
  }

  void add(String lane, CallVariant variant, RunResult result) {
    costs
        .computeIfAbsent(lane, name -> new HashMap<>())
        .put(
            variant,
            new Cost(
                median(result, iteration -> iteration.getPrimaryResult().getScore()),
                median(result, iteration -> perCall(iteration, Meter.CPU)),
                median(result, iteration -> perCall(iteration, Meter.ALLOCATED))));
  }

  private static double median(RunResult result, ToDoubleFunction<IterationResult> value) {
    ListStatistics forks = new ListStatistics();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      ListStatistics iterations = new ListStatistics();
      for (IterationResult iteration : fork.getIterationResults()) {
        iterations.addValue(value.applyAsDouble(iteration));
      }
      forks.addValue(iterations.getPercentile(50));
    }
    return forks.getPercentile(50);
  }

  /** Of all calls, also those that threads make while they wait for the others to finish. */
  private static double perCall(IterationResult iteration, String counter) {
    Result<?> counted = iteration.getSecondaryResults().get(counter);
    if (counted == null) {
      throw new IllegalArgumentException("no counter is called " + counter);
    }
    return counted.getScore() / iteration.getMetadata().getAllOps();
  }

  /** The table; cells that were not measured are empty. */
  @Override
  public String toString() {
    List<String> header = new ArrayList<>(List.of("time / processor time of a call, ns"));
    variants.forEach(variant -> header.add(variant.label(swaps)));
    header.add("bytes allocated");
    MarkdownTable table = new MarkdownTable(header);
    for (String lane : lanes) {
      List<String> row = new ArrayList<>(List.of("`" + lane + "`"));
      String bytes = "";
      for (CallVariant variant : variants) {
        Cost cost = costs.getOrDefault(lane, Map.of()).get(variant);
        row.add(cost == null ? "" : nanos(cost.nanos) + " / " + nanos(cost.cpuNanos));
        if (cost != null && bytes.isEmpty()) {
          bytes = MarkdownTable.decimal(cost.bytes, 0);
        }
      }
      row.add(bytes);
      table.add(row);
    }
    return table.toString();
  }

  private static String nanos(double nanos) {
    return nanos < 100 ? MarkdownTable.decimal(nanos, 2) : MarkdownTable.count(Math.round(nanos));
  }
}
