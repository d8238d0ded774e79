package dev.pluginswap.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What {@link LinkageCost} measured, against jdeps as cold or as warm. All times are medians over
 * the iterations of all forks.
 *
 * @param rows in the order of the results
 */
record LinkageTable(List<Row> rows) {

  private static final String JDEPS = "jdeps";

  /**
   * One benchmark.
   *
   * @param what its name
   * @param jar which jar, as it was asked for
   * @param classes how many class files the jar has for this JVM
   * @param cpuMillis processor time of all threads of the JVM, in milliseconds
   * @param threadMillis that of the calling thread alone
   * @param wallMillis how long it took
   */
  record Row(
      String what,
      String jar,
      int classes,
      double cpuMillis,
      double threadMillis,
      double wallMillis) {

    /** Class files that are checked for a second of processor time. */
    double classesPerCpuSecond() {
      return classes / cpuMillis * TimeUnit.SECONDS.toMillis(1);
    }

    private boolean isCold() {
      return what.endsWith("Cold");
    }
  }

  LinkageTable {
    rows = List.copyOf(rows);
  }

  /** Picks out what was measured by a {@link CpuMeter}. */
  static LinkageTable of(Collection<RunResult> results) throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> classes = new TreeMap<>();
    for (RunResult result : results) {
      String jar = result.getParams().getParam("jar");
      if (jar != null) {
        Integer known = classes.get(jar);
        if (known == null) {
          known = Library.classes(Library.jar(jar));
          classes.put(jar, known);
        }
        String benchmark = result.getParams().getBenchmark();
        rows.add(
            new Row(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                jar,
                known,
                median(result, CpuMeter.CPU),
                median(result, CpuMeter.THREAD),
                median(result, CpuMeter.WALL)));
      }
    }
    return new LinkageTable(rows);
  }

  /** How many times as many classes as jdeps does for the same processor time; null without it. */
  @Nullable Double timesJdeps(Row row) {
    for (Row other : rows) {
      if (other.what.startsWith(JDEPS)
          && other.isCold() == row.isCold()
          && other.jar.equals(row.jar)) {
        return row.classesPerCpuSecond() / other.classesPerCpuSecond();
      }
    }
    return null;
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
                "%n%-12s %8s %8s %10s %8s %16s %12s%n",
                "linkage", "classes", "cpu ms", "thread ms", "ms", "classes/cpu-s", "times jdeps"));
    for (Row row : rows) {
      Double times = timesJdeps(row);
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %8d %8.0f %10.0f %8.0f %16.0f %12s%n",
              row.what,
              row.classes,
              row.cpuMillis,
              row.threadMillis,
              row.wallMillis,
              row.classesPerCpuSecond(),
              times == null ? "" : String.format(Locale.ROOT, "%.2f", times)));
    }
    return table.toString();
  }

  private static double median(RunResult result, String counter) {
    ListStatistics times = new ListStatistics();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        double nanos = score(iteration, counter) / score(iteration, CpuMeter.ROUNDS);
        times.addValue(nanos / TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
    return times.getPercentile(50);
  }

  private static double score(IterationResult iteration, String counter) {
    Result<?> result = iteration.getSecondaryResults().get(counter);
    return Objects.requireNonNull(result, () -> "no counter is called " + counter).getScore();
  }
}
